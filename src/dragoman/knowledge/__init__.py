"""Words and facts as data; `tables.load_knowledge` reads and checks them."""
