//! Who is whom where names set traps.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "a president and a former one of one surname",
        texts: &[
            "President Elena Marchetti met governors in Denver on Monday. Her husband, former President Paul Marchetti, stayed at home. Elena Marchetti said the talks went well.",
            "Paul Marchetti praised his wife in Denver. Elena Marchetti thanked Paul Marchetti from the stage.",
        ],
        same: &[("Elena Marchetti @0", "Elena Marchetti @1"), ("Paul Marchetti @0", "Paul Marchetti @1")],
        apart: &[("Elena Marchetti", "Paul Marchetti"), ("Elena Marchetti @0", "Paul Marchetti @1")],
    },
    Case {
        name: "a double surname, whole and cut",
        texts: &[
            "Governor Rodrigo Salas Bermúdez visited Toledo on Monday. Mr. Salas Bermúdez said the bridge was safe. Salas Bermúdez then left.",
            "Rodrigo Salas Bermudez said the bridge was safe, and Salas Bermudez was cheered.",
        ],
        same: &[
            ("Rodrigo Salas Bermúdez", "Salas Bermúdez"),
            ("Rodrigo Salas Bermúdez", "Rodrigo Salas Bermudez"),
            ("Salas Bermudez", "Salas Bermúdez"),
        ],
        apart: &[],
    },
    Case {
        name: "two of one first surname",
        texts: &[
            "Judge Rodrigo Salas Bermúdez and Senator Rodrigo Salas Otero met in Toledo on Friday. Salas Bermúdez said little, and Salas Otero said less.",
        ],
        same: &[("Rodrigo Salas Bermúdez", "Salas Bermúdez"), ("Rodrigo Salas Otero", "Salas Otero")],
        apart: &[("Rodrigo Salas Bermúdez", "Rodrigo Salas Otero"), ("Salas Bermúdez", "Salas Otero")],
    },
    Case {
        name: "Korean brothers",
        texts: &[
            "Prosecutors in Seoul questioned Han Seung-woo on Tuesday. His brother, Han Seung-min, was not called. Han Seung-woo said he knew nothing.",
        ],
        same: &[],
        apart: &[("Han Seung-woo", "Han Seung-min")],
    },
    Case {
        name: "Korean names with and without a hyphen",
        texts: &[
            "Prosecutors in Seoul questioned Han Seung-woo on Tuesday. Han said he knew nothing.",
            "Han Seung-Woo was questioned in Seoul. Han said he knew nothing of the money.",
        ],
        same: &[("Han Seung-woo", "Han Seung-Woo"), ("Han Seung-woo", "Han @1")],
        apart: &[],
    },
    Case {
        name: "Chinese order",
        texts: &[
            "Foreign Minister Qiu Wenbo landed in Geneva on Monday. Qiu said trade would grow.",
            "Qiu Wenbo told reporters in Geneva that trade would grow. Zhao Wenbo, his deputy, nodded.",
        ],
        same: &[("Qiu Wenbo @0", "Qiu Wenbo @1"), ("Qiu", "Qiu Wenbo")],
        apart: &[("Qiu Wenbo", "Zhao Wenbo"), ("Qiu", "Zhao Wenbo")],
    },
    Case {
        name: "the man, the city and the government",
        texts: &[
            "Harriet Washington, a nurse from Ohio, flew to Washington on Monday. Talks between Washington and Ottawa go on.",
            "Harriet Washington arrived in Washington. The talks between Ottawa and Washington are about fish.",
        ],
        same: &[("Harriet Washington @0", "Harriet Washington @1"), ("Washington @0", "Washington @1")],
        apart: &[("Harriet Washington", "Washington"), ("Harriet Washington @0", "Washington @1")],
    },
    Case {
        name: "a newspaper is no hill, and a hill no person",
        texts: &[
            "Lucy Hill wrote in The Hill on Monday that the Senate would wait. Lucy Hill lives near Capitol Hill.",
        ],
        same: &[],
        apart: &[("Lucy Hill", "The Hill"), ("Lucy Hill", "Hill"), ("Lucy Hill", "Capitol Hill")],
    },
    Case {
        name: "Georgia the state and Georgia the woman",
        texts: &[
            "Georgia Halvard, a lawyer from Savannah, sued the state of Georgia on Monday. Georgia Halvard said the law was old. Voters in Georgia agreed.",
        ],
        same: &[],
        apart: &[("Georgia Halvard", "Georgia")],
    },
    Case {
        name: "Jordan the country and Jordan the congressman",
        texts: &[
            "Rep. Tim Jordan of Iowa flew to Amman on Monday. The king of Jordan received him. Tim Jordan said he was glad to see Jordan.",
        ],
        same: &[],
        apart: &[("Tim Jordan", "Jordan")],
    },
    Case {
        name: "a river and a country",
        texts: &[
            "Rain filled the Jordan River on Monday. Jordan closed two bridges, and Jordan said it would open them soon.",
        ],
        same: &[],
        apart: &[("Jordan River", "Jordan")],
    },
    Case {
        name: "initials for given names",
        texts: &[
            "The novelist J. K. Farrow spoke in Bath on Monday. Farrow read from her book.",
            "Joan K. Farrow read from her book in Bath. Farrow signed copies.",
        ],
        same: &[
            ("J. K. Farrow", "Farrow @0"),
            ("Joan K. Farrow", "Farrow @1"),
            ("J. K. Farrow", "Joan K. Farrow"),
        ],
        apart: &[],
    },
    Case {
        name: "initials of two",
        texts: &[
            "The novelist J. K. Farrow met the painter M. L. Farrow in Bath on Monday. J. K. Farrow paid for tea.",
        ],
        same: &[],
        apart: &[("J. K. Farrow", "M. L. Farrow")],
    },
    Case {
        name: "a nickname in marks and a short form",
        texts: &[
            "Senator William Pruett of Kansas spoke on Monday. Pruett said the farm bill was dead.",
            "Bill Pruett buried the farm bill in Topeka. Pruett was not sorry.",
        ],
        same: &[("William Pruett", "Bill Pruett")],
        apart: &[],
    },
    Case {
        name: "nicknames of two names",
        texts: &[
            "Bob Tresham and Bill Tresham opened a shop in Hull on Monday. Bob Tresham sells nets; Bill Tresham sells ropes.",
        ],
        same: &[],
        apart: &[("Bob Tresham", "Bill Tresham")],
    },
    Case {
        name: "a ministry by its letters",
        texts: &[
            "The Coastal Rescue Authority (CRA) sent boats on Monday. The CRA said forty were saved.",
            "Boats of the Coastal Rescue Authority saved forty, the Coastal Rescue Authority said. The River Rescue Authority sent none.",
        ],
        same: &[
            ("Coastal Rescue Authority @0", "CRA"),
            ("Coastal Rescue Authority @0", "Coastal Rescue Authority @1"),
        ],
        apart: &[("Coastal Rescue Authority", "River Rescue Authority"), ("CRA", "River Rescue Authority")],
    },
    Case {
        name: "two bodies of the same letters",
        texts: &[
            "The National Farmers Union (NFU) met in Leeds on Monday. The Norwegian Football Union also met, in Bergen. The NFU said milk was cheap.",
        ],
        same: &[("National Farmers Union", "NFU")],
        apart: &[("NFU", "Norwegian Football Union"), ("National Farmers Union", "Norwegian Football Union")],
    },
    Case {
        name: "Mr. and Mrs. who are both named",
        texts: &[
            "Walter Brandvold and Nora Brandvold sold their farm near Fargo on Monday. Mr. Brandvold said he was tired. Mrs. Brandvold said she was not.",
        ],
        same: &[],
        apart: &[("Walter Brandvold", "Nora Brandvold")],
    },
    Case {
        name: "Mr. and Mrs. across reports",
        texts: &[
            "Walter Brandvold sold his farm near Fargo on Monday. Mr. Brandvold said he was tired.",
            "Nora Brandvold sold a farm near Fargo. Mrs. Brandvold said she was sad.",
        ],
        same: &[("Walter Brandvold", "Brandvold @0"), ("Nora Brandvold", "Brandvold @1")],
        apart: &[
            ("Walter Brandvold", "Nora Brandvold"),
            ("Walter Brandvold", "Brandvold @1"),
            ("Brandvold @0", "Brandvold @1"),
        ],
    },
    Case {
        name: "accents and apostrophes",
        texts: &[
            "Prime Minister Zoë Ó Briain opened the bridge in Cork on Monday. Tomáš Dvořák cut the ribbon. Ó Briain’s speech was short.",
            "Zoe O Briain opened a bridge in Cork with Tomas Dvorak.",
        ],
        same: &[("Tomáš Dvořák", "Tomas Dvorak"), ("Zoë Ó Briain", "Zoe O Briain")],
        apart: &[("Tomáš Dvořák", "Zoë Ó Briain")],
    },
    Case {
        name: "possessives of names in s",
        texts: &[
            "Martin Reeves’ lawyer spoke in Derby on Monday. Reeves’s wife wept, and Martin Reeves said nothing.",
        ],
        same: &[("Martin Reeves", "Reeves")],
        apart: &[],
    },
    Case {
        name: "juniors across reports",
        texts: &[
            "Samuel Okoro Jr. won the seat in Enugu on Monday. Samuel Okoro Jr. thanked his father.",
            "Samuel Okoro Sr. held the seat in Enugu for years. Samuel Okoro Sr. wept.",
        ],
        same: &[],
        apart: &[("Samuel Okoro Jr.", "Samuel Okoro Sr."), ("Samuel Okoro Jr", "Samuel Okoro Sr")],
    },
    Case {
        name: "a daughter of the same given name",
        texts: &[
            "Dr. Miriam Kessler treated the wounded in Ulm on Monday. Miriam Kessler-Vogt, a nurse, helped. Miriam Kessler said all would live.",
        ],
        same: &[],
        apart: &[("Miriam Kessler", "Miriam Kessler-Vogt")],
    },
    Case {
        name: "state and federal department",
        texts: &[
            "The Texas Department of Health warned of heat on Monday. The U.S. Department of Energy warned too. The Ohio Department of Health did not.",
        ],
        same: &[],
        apart: &[
            ("Texas Department of Health", "Ohio Department of Health"),
            ("Texas Department of Health", "U.S. Department of Energy"),
        ],
    },
    Case {
        name: "armies",
        texts: &[
            "The Army said two soldiers were hurt on Monday. The Salvation Army sent blankets, and the Kachin Independence Army denied all.",
        ],
        same: &[],
        apart: &[
            ("Army", "Salvation Army"),
            ("Army", "Kachin Independence Army"),
            ("Salvation Army", "Kachin Independence Army"),
        ],
    },
    Case {
        name: "teams of one city",
        texts: &[
            "Manchester United beat Manchester City on Sunday. Manchester United scored late; Manchester City never did. Manchester slept badly.",
        ],
        same: &[],
        apart: &[
            ("Manchester United", "Manchester City"),
            ("Manchester United", "Manchester"),
            ("Manchester City", "Manchester"),
        ],
    },
    Case {
        name: "two Congos and two Guineas",
        texts: &[
            "Guinea closed its border with Guinea-Bissau on Monday. Equatorial Guinea and Papua New Guinea sent letters.",
        ],
        same: &[],
        apart: &[
            ("Guinea", "Guinea-Bissau"),
            ("Guinea", "Equatorial Guinea"),
            ("Equatorial Guinea", "Papua New Guinea"),
        ],
    },
    Case {
        name: "Niger and Nigeria",
        texts: &[
            "Niger asked Nigeria for grain on Monday. The Nigerian minister said Nigeria would help Niger.",
        ],
        same: &[],
        apart: &[("Niger", "Nigeria"), ("Niger", "Nigerian"), ("Nigeria", "Nigerian")],
    },
    Case {
        name: "the United Kingdom by its names",
        texts: &[
            "Britain sent a ship on Monday. The UK said it would stay a month.",
            "The United Kingdom sent a ship. The British crew waved.",
        ],
        same: &[("Britain", "UK"), ("Britain", "United Kingdom")],
        apart: &[("British", "United Kingdom"), ("British", "Britain")],
    },
    Case {
        name: "Houses",
        texts: &[
            "The White House praised the House of Lords on Monday. The House passed a bill, and Opera House workers went on strike.",
        ],
        same: &[],
        apart: &[("White House", "House of Lords"), ("White House", "House"), ("House of Lords", "House")],
    },
    Case {
        name: "a company and its founder",
        texts: &[
            "Edda Fjellheim founded Fjellheim Shipping in Bergen. Fjellheim Shipping said on Monday it would close. Edda Fjellheim was in tears.",
        ],
        same: &[],
        apart: &[("Edda Fjellheim", "Fjellheim Shipping")],
    },
    Case {
        name: "a given name that is another’s surname",
        texts: &[
            "Scott Abernathy and Walter Scott argued in Perth on Monday. Abernathy left early. Walter Scott stayed.",
        ],
        same: &[("Scott Abernathy", "Abernathy")],
        apart: &[("Scott Abernathy", "Walter Scott"), ("Abernathy", "Walter Scott")],
    },
    Case {
        name: "a title tells which of two",
        texts: &[
            "Senator Dana Whitlock and Sheriff Owen Whitlock met in Reno on Monday. Senator Whitlock spoke of water.",
        ],
        same: &[],
        apart: &[("Dana Whitlock", "Owen Whitlock")],
    },
    Case {
        name: "one surname in two reports of two men",
        texts: &[
            "Coach Henrik Solvang praised his team in Oslo on Sunday. Solvang said they ran well.",
            "Referee Petter Solvang was booed in Oslo. Petter Solvang said he saw no foul.",
        ],
        same: &[("Henrik Solvang", "Solvang @0")],
        apart: &[("Henrik Solvang", "Petter Solvang"), ("Solvang @0", "Petter Solvang")],
    },
];
