"""Every way in which news says where: containment, seats, waters, names of several places, the place of an event."""

from __future__ import annotations

import pytest

from dragoman.pipeline import find
from handmade import document, event, events

DAY = "2015-03-12"  # a Thursday
ANY = "any country or none"


def broken(*values):
    """Return a case that the engine is known to get wrong."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason="not read yet"))


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("A bomb went off in Peshawar's Army House on Friday.", {"Peshawar": "PAK", "Army House": "PAK"}, []),
        ("Officers spoke at Rawalpindi's GHQ.", {"Rawalpindi": "PAK", "GHQ": "PAK"}, []),
        (
            "The plane landed at Nairobi's Jomo Kenyatta airport.",
            {"Nairobi": "KEN", "Jomo Kenyatta airport": "KEN"},
            [],
        ),
        (
            "She was held at Lagos's Murtala Muhammed International Airport.",
            {"Murtala Muhammed International Airport": "NGA"},
            [],
        ),
        ("Fighting spread in the Kivu region of eastern Congo.", {"Kivu": "COD", "Congo": "COD"}, []),
        ("Villages north of Aleppo were shelled.", {"Aleppo": "SYR"}, []),
        ("A convoy was hit near Agadez in northern Niger.", {"Agadez": "NER", "Niger": "NER"}, []),
        ("They met at the Élysée Palace on Tuesday.", {"Élysée Palace": "FRA"}, []),
        ("Guards left the presidential palace in Bujumbura.", {"Bujumbura": "BDI"}, []),
        ("A tanker was seized off the coast of Somalia.", {"Somalia": "SOM"}, []),
        ("Two frigates sailed in the Strait of Hormuz.", {"Strait of Hormuz": ANY}, []),
        ("Barges on the Rhine were stopped.", {"Rhine": ANY}, []),
        ("Troops crossed the Dniester at dawn.", {"Dniester": ANY}, []),
        ("Georgia and Azerbaijan signed an accord in Tbilisi.", {"Georgia": "GEO"}, []),
        ("Officials in Georgia, South Carolina and Tennessee declared an emergency.", {"Georgia": "USA"}, []),
        ("The governor of Georgia met voters in Savannah.", {"Georgia": "USA"}, []),
        ("The king of Jordan flew from Amman.", {"Jordan": "JOR", "Amman": "JOR"}, []),
        ("Mr. Jordan spoke in Chicago.", {"Chicago": "USA"}, ["Jordan"]),
        ("The lake lies between Chad and Cameroon.", {"Chad": "TCD", "Cameroon": "CMR"}, []),
        ("Chad Miller opened the hearing.", {}, ["*"]),
        ("Turkey closed the border at Kilis.", {"Turkey": "TUR", "Kilis": "TUR"}, []),
        ("Congo and Uganda reopened the post; Kinshasa welcomed it.", {"Congo": "COD"}, []),
        ("Congo's president returned to Brazzaville.", {"Congo": "COG", "Brazzaville": "COG"}, []),
        ("The junta in Guinea freed the ministers, Conakry radio said.", {"Guinea": "GIN"}, []),
        ("Equatorial Guinea and Guinea-Bissau sent envoys.", {"Equatorial Guinea": "GNQ", "Guinea-Bissau": "GNB"}, []),
        (
            "South Korea and North Korea met at Panmunjom.",
            {"South Korea": "KOR", "North Korea": "PRK", "Panmunjom": ANY},
            [],
        ),
        ("The governor spoke in Birmingham, Alabama.", {"Birmingham": "USA"}, []),
        ("British police made arrests in Birmingham.", {"Birmingham": "GBR"}, []),
        broken(
            "Lebanese troops moved into Tripoli, as Lebanon's army chief and Lebanese officials had said.",
            {"Tripoli": "LBN"},
            [],
        ),
        ("Chile's president addressed crowds in Santiago.", {"Santiago": "CHL"}, []),
        ("Pilgrims reached Santiago de Compostela.", {"Santiago de Compostela": "ESP"}, []),
        (
            "Pakistani troops fired on marchers in Hyderabad, and Sindh province closed its schools.",
            {"Hyderabad": "PAK"},
            [],
        ),
        ("Police in Hyderabad stopped a rally, the Indian minister said.", {"Hyderabad": "IND"}, []),
        ("Costa Rica's congress met in San Jose.", {"San Jose": "CRI"}, []),
        ("Engineers in San Jose, California, stopped work.", {"San Jose": "USA"}, []),
        ("Soldiers entered a village in Chaiyaphum province of Thailand.", {"Chaiyaphum": "THA"}, []),
        ("Rebels shelled Yemen's northern province of Saada.", {"Yemen": "YEM", "Saada": "YEM"}, []),
        ("Poachers killed rangers in the Luangwa Reserve in Zambia.", {"Luangwa Reserve": "ZMB"}, []),
        ("Four guards were shot in Virunga National Park.", {"Virunga National Park": ANY}, []),
        ("The attack happened in Garamba National Park in Congo.", {"Garamba National Park": "COD"}, []),
        ("Security forces raided a house in Kasserine governorate.", {"Kasserine": "TUN"}, []),
        ("The blast hit the Sinai peninsula.", {"Sinai": ANY}, []),
        ("Ships gathered in the Gulf of Guinea.", {"Gulf of Guinea": ANY}, []),
        ("Drills began in the Sea of Japan.", {"Sea of Japan": ANY}, []),
        ("They walked along the Line of Control in Kashmir.", {"Line of Control": ANY, "Kashmir": ANY}, []),
        ("Gunmen fled toward the Sambisa Forest.", {"Sambisa Forest": ANY}, []),
        ("Students marched on Tahrir Square.", {"Tahrir Square": "EGY"}, []),
        broken("A crowd gathered in Kyiv's Independence Square.", {"Kyiv": "UKR", "Independence Square": "UKR"}, []),
        ("The Paris agreement of 2015 was praised.", {"Paris": ANY}, []),
        ("The Minsk accords held.", {"Minsk": ANY}, []),
        ("Peace talks resumed in Addis Ababa, Ethiopia.", {"Addis Ababa": "ETH", "Ethiopia": "ETH"}, []),
        ("The army shelled Hajin, a town in Deir al-Zor province.", {"Hajin": ANY, "Deir al-Zor": "SYR"}, []),
        (
            "The rebels seized a barracks in Mindanao, in the southern Philippines.",
            {"Mindanao": "PHL", "Philippines": "PHL"},
            [],
        ),
        ("Shells fell on Donetsk airport.", {"Donetsk airport": "UKR"}, []),
        ("They signed it at Camp David.", {"Camp David": ANY}, []),
        ("A mine exploded in the Casamance region.", {"Casamance": "SEN"}, []),
        ("Unrest in Xinjiang and Inner Mongolia went on.", {"Xinjiang": "CHN", "Inner Mongolia": "CHN"}, []),
        ("Vessels left Port Sudan for the Red Sea.", {"Port Sudan": "SDN", "Red Sea": ANY}, []),
        ("Police in Victoria, British Columbia, arrested him.", {"Victoria": "CAN"}, []),
        ("Troops left Cabinda for Luanda.", {"Cabinda": "AGO", "Luanda": "AGO"}, []),
        ("A bomb killed nine in Quetta, the capital of Balochistan.", {"Quetta": "PAK", "Balochistan": "PAK"}, []),
    ],
)
def test_names_of_places(text, wanted, unwanted, pipeline):
    """Each name is found with the country that its context shows; what is no place is not."""
    got = {place.text: place.country for place in find("places", document(text, DAY), pipeline)}
    assert wanted == {name: ANY if wanted[name] == ANY else got[name] for name in wanted if name in got}
    assert not got if unwanted == ["*"] else not set(unwanted) & set(got)


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("Gunmen killed six soldiers in Yemen's northwestern province of Hajjah.", "ASSAULT", ("Ḩajjah", "YEM")),
        broken(
            "Saudi jets bombed a market in Yemen's southern province of Abyan on Monday.", "ASSAULT", ("Abyan", "YEM")
        ),
        ("Burundian soldiers attacked the presidential palace in Bujumbura.", "ASSAULT", ("Bujumbura", "BDI")),
        ("Pirates attacked a Danish tanker off the coast of Somalia.", "ASSAULT", ("Somalia", "SOM")),
        ("Iranian forces seized a Greek tanker in the Strait of Hormuz.", "COERCE", ("Strait of Hormuz", None)),
        ("Rebels in eastern Chad attacked a convoy near Adre.", "ASSAULT", ("Adré", "TCD")),
        (
            "Separatist rebels in southern Thailand killed two policemen in an ambush near Yala.",
            "ASSAULT",
            ("Yala", "THA"),
        ),
        ("Malawian troops shelled a village in Tete province.", "ASSAULT", ("Tete province", "MOZ")),
        ("Kenyan troops bombed a camp in the Boni forest.", "ASSAULT", ("Boni forest", None)),
        ("Poachers killed two Zambian rangers in the Luangwa Reserve.", "ASSAULT", ("Luangwa Reserve", None)),
        ("Quito will host a meeting on Amazon fires in May.", "CONSULT", ("Quito", "ECU")),
        ("Accra hosted a summit of West African leaders.", "CONSULT", ("Accra", "GHA")),
        ("Muscat is hosting talks between Iran and the United States.", "CONSULT", ("Muscat", "OMN")),
        (
            "The Portuguese foreign minister met his Angolan counterpart at the presidential palace in Luanda.",
            "CONSULT",
            ("Luanda", "AGO"),
        ),
        ("The Emir met the Pakistani army chief in Rawalpindi's GHQ.", "CONSULT", ("Rawalpindi", "PAK")),
        (
            "The Qatari envoy met the Pakistani army chief at General Headquarters in Rawalpindi.",
            "CONSULT",
            ("General Headquarters", "PAK"),
        ),
        (
            "French President Francois Hollande received Mali's president at the Élysée Palace.",
            "CONSULT",
            ("Élysée Palace", "FRA"),
        ),
        ("Washington said it had expelled two Cuban diplomats.", "SANCTION", None),
        ("Peru praised the Paris agreement.", "SUPPORT", None),
        ("Latvia accused Moscow of spying.", "ACCUSE", None),
        ("Ugandan police arrested four Kenyan students in Kampala.", "COERCE", ("Kampala", "UGA")),
        (
            "Nigeria's president met the visiting Turkish minister, who arrived in the country on Wednesday.",
            "CONSULT",
            ("Nigeria", "NGA"),
        ),
        ("ABUJA, March 10 - Nigerian police arrested two editors on Monday.", "COERCE", ("Abuja", "NGA")),
        ("BEIRUT, March 10 - Iranian police arrested two editors on Monday.", "COERCE", None),
        ("Norway withdrew its ambassador from Minsk.", "SANCTION", ("Minsk", "BLR")),
        ("Dockers at Mombasa port boycotted Danish ships.", "PROTEST", ("Mombasa port", "KEN")),
        ("Students protested outside the Chinese embassy in Hanoi.", "PROTEST", ("Hanoi", "VNM")),
        ("Police fired tear gas at protesters in Conakry, Guinea.", "ASSAULT", ("Conakry", "GIN")),
        ("A Vilnius court sentenced a Russian officer for spying.", "SANCTION", ("Vilnius", "LTU")),
        ("A mortar bomb hit the airport in Aden and rebels shelled Taiz.", "ASSAULT", ("Taiz", "YEM")),
        (
            "Ethiopian troops attacked rebels in the Ogaden, a region of eastern Ethiopia.",
            "ASSAULT",
            ("Somali Region", "ETH"),
        ),
        ("The two presidents signed a treaty at Moscow's Kremlin.", "SUPPORT", ("Moscow", "RUS")),
        (
            "Turkish police arrested nine Kurds in Diyarbakir, in the southeast of the country.",
            "COERCE",
            ("Diyarbakir", "TUR"),
        ),
        ("Somali militants attacked a hotel in Mogadishu, the capital.", "ASSAULT", ("Mogadishu", "SOM")),
        ("Sudanese warplanes bombed villages north of El Fasher.", "ASSAULT", ("El Fasher", ANY)),
        ("In the northern city of Mosul, Iraqi troops attacked militants.", "ASSAULT", ("Mosul", "IRQ")),
        ("Fighters killed four policemen at a checkpoint outside the town of Rafah.", "ASSAULT", ("Rafah", ANY)),
        (
            "Cuban and Colombian envoys met on the sidelines of a summit in Panama City.",
            "CONSULT",
            ("Panama City", "PAN"),
        ),
        ("Serbian troops left Kosovo for Nis.", "RETREAT", None),
        (
            "The king of Morocco visited Senegal, where he met President Macky Sall in Dakar.",
            "CONSULT",
            ("Dakar", "SEN"),
        ),
        ("German police arrested a Syrian there, in Leipzig.", "COERCE", ("Leipzig", "DEU")),
        ("Police in the Belarusian capital arrested a Polish reporter.", "COERCE", ("Minsk", "BLR")),
    ],
)
def test_place_of_an_event(text, type_, expected, pipeline):
    """The place of an event stands in its own clause, the exact before the vague."""
    found = [e for e in events(pipeline, text, DAY) if e.type == type_][-1].place
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found.name, ANY if expected[1] == ANY else found.country) == expected


@pytest.mark.parametrize(
    ("text", "type_", "words", "name"),
    [
        ("TUNIS, March 11 - Tunisian police arrested nine men.", "COERCE", "TUNIS", "Tunis"),
        (
            "Gambia is calm. Ghanaian police said Malian soldiers killed four rebels in the country.",
            "ASSAULT",
            "the country",
            "Gambia",
        ),
        ("Police in the Belarusian capital arrested a Polish reporter.", "COERCE", "the Belarusian capital", "Minsk"),
        ("Talks began in Suva. Fijian police arrested five Tongan sailors there.", "COERCE", "there", "Suva"),
    ],
)
def test_a_place_from_elsewhere_is_flagged(text, type_, words, name, pipeline):
    """What the clause only points at, or the dateline, rests on those words and is flagged."""
    found = event(pipeline, text, type_, DAY)
    assert (found.place.text, found.place.name) == (words, name)
    assert text[found.place.start : found.place.end] == words
    assert "place-inferred" in found.flags


def test_a_named_place_is_not_flagged(pipeline):
    """A place of the own clause is no inference."""
    assert "place-inferred" not in event(pipeline, "Thai police arrested five men in Bangkok.", "COERCE", DAY).flags


@pytest.mark.parametrize(
    "text", ["Israel attacked Lebanon.", "Ethiopian troops attacked rebels.", "Norway expelled two Chadian envoys."]
)
def test_the_country_of_an_actor_is_no_place(text, pipeline):
    """An actor's or recipient's country alone gives no place."""
    assert all(e.place is None for e in events(pipeline, text, DAY))


def test_a_name_that_only_its_container_places(pipeline):
    """A town that the table has only elsewhere keeps its own name in the country that the text gives it."""
    place = find("places", document("Nine people died in Leicester, Malawi, on Friday.", DAY), pipeline)[0]
    assert (place.text, place.name, place.country, place.lat) == ("Leicester", "Leicester", "MWI", None)
