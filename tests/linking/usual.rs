//! Who is whom where reports do what reports usually do.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        name: "surname, title, accents and a double surname",
        texts: &[
            "President Enrique Peña Nieto met the envoys on Monday. Mr. Peña Nieto said the talks went well. Peña Nieto then left for Oaxaca.",
            "Enrique Pena Nieto received the envoys. Pena Nieto thanked them, and President Peña Nieto’s aides smiled.",
        ],
        same: &[
            ("Enrique Peña Nieto", "Peña Nieto"),
            ("Enrique Pena Nieto", "Pena Nieto"),
            ("Enrique Peña Nieto", "Enrique Pena Nieto"),
            ("Peña Nieto @0", "Peña Nieto @1"),
        ],
        apart: &[],
    },
    Case {
        name: "two of one surname",
        texts: &[
            "Hillary Clinton spoke in Iowa on Monday, and Bill Clinton spoke in Ohio. Hillary Clinton talked about schools; Bill Clinton talked about roads.",
            "Bill Clinton told the crowd to vote. Hillary Clinton told reporters she would win.",
        ],
        same: &[("Hillary Clinton @0", "Hillary Clinton @1"), ("Bill Clinton @0", "Bill Clinton @1")],
        apart: &[("Hillary Clinton", "Bill Clinton")],
    },
    Case {
        name: "Mr. and Mrs.",
        texts: &[
            "Mr. Halvorsen said he had locked the door. Mrs. Halvorsen said she had opened it again.",
            "Peter Halvorsen lives in Bergen. Mr. Halvorsen sells boats.",
        ],
        same: &[("Peter Halvorsen", "Halvorsen @1")],
        apart: &[],
    },
    Case {
        name: "a surname that two share stays open",
        texts: &["Marta Odell met Simon Odell in Leeds on Friday. Odell said the plan was sound."],
        same: &[],
        apart: &[("Marta Odell", "Simon Odell"), ("Marta Odell", "Odell"), ("Simon Odell", "Odell")],
    },
    Case {
        name: "Korean order",
        texts: &[
            "President Moon Jae-in visited Busan on Tuesday. Moon said the port would grow.",
            "South Korea’s Moon Jae-in spoke with Kim Jong-un. Kim said little, and Moon smiled.",
        ],
        same: &[("Moon Jae-in", "Moon"), ("Kim Jong-un", "Kim"), ("Moon Jae-in @0", "Moon Jae-in @1")],
        apart: &[("Moon", "Kim"), ("Moon Jae-in", "Kim Jong-un")],
    },
    Case {
        name: "Spanish order",
        texts: &[
            "Foreign Minister Luis Videgaray Caso spoke in Puebla. Videgaray said he was calm.",
            "Luis Videgaray spoke in Puebla. Videgaray said he was very calm.",
        ],
        same: &[
            ("Luis Videgaray Caso", "Videgaray"),
            ("Luis Videgaray", "Videgaray"),
            ("Luis Videgaray Caso", "Luis Videgaray"),
        ],
        apart: &[],
    },
    Case {
        name: "department and initials",
        texts: &[
            "The Department of Homeland Security (DHS) issued the memo on Tuesday. DHS said it would hire agents.",
            "Officials of the Department of Homeland Security declined to comment. Homeland Security said the memo stands. DHS agreed.",
        ],
        same: &[
            ("Department of Homeland Security", "DHS"),
            ("Department of Homeland Security @0", "Department of Homeland Security @1"),
        ],
        apart: &[],
    },
    Case {
        name: "initials in brackets that no list knows",
        texts: &[
            "The Velmar River Fishers Union (VRFU) met in Cardiff on Monday. The VRFU said it wanted nets. Later the VRFU left.",
        ],
        same: &[("Velmar River Fishers Union", "VRFU")],
        apart: &[],
    },
    Case {
        name: "one country, many names",
        texts: &[
            "The United States signed the treaty in Geneva. U.S. officials said the US would keep it.",
            "The U.S. and Canada signed it. America keeps its word, the minister said.",
        ],
        same: &[("United States", "U.S."), ("U.S.", "US"), ("U.S. @0", "U.S. @1")],
        apart: &[("U.S.", "Canada")],
    },
    Case {
        name: "related is not identical",
        texts: &[
            "Mexican farmers sold maize in Mexico City. Mexico said the Mexicans had a good year. American buyers from the United States paid well.",
        ],
        same: &[("Mexican", "Mexicans")],
        apart: &[("Mexico", "Mexican"), ("Mexico", "Mexico City"), ("American", "United States")],
    },
    Case {
        name: "juniors",
        texts: &[
            "Donald Trump Jr. flew to Dallas on Sunday. Donald Trump stayed in Washington. Donald Trump Jr. gave a speech.",
        ],
        same: &[],
        apart: &[("Donald Trump Jr", "Donald Trump"), ("Donald Trump Jr.", "Donald Trump")],
    },
    Case {
        name: "a father's name is no surname",
        texts: &[
            "Crown Prince Mohammed bin Salman flew to Jeddah. King Salman stayed in Riyadh, and Salman received guests.",
        ],
        same: &[],
        apart: &[("Mohammed bin Salman", "Salman")],
    },
    Case {
        name: "an article of Arabic",
        texts: &[
            "President Bashar al-Assad spoke in Damascus on Monday. Assad said the war was over. Later al-Assad flew to Sochi.",
        ],
        same: &[("Bashar al-Assad", "Assad"), ("Bashar al-Assad", "al-Assad")],
        apart: &[],
    },
    Case {
        name: "nicknames and middle initials",
        texts: &[
            "Senator Charles Schumer spoke in Albany. Schumer said the bill was dead.",
            "Chuck Schumer spoke in Albany, and Charles E. Schumer meant it.",
        ],
        same: &[("Charles Schumer", "Chuck Schumer"), ("Charles Schumer", "Charles E. Schumer")],
        apart: &[],
    },
    Case {
        name: "initials that differ",
        texts: &[
            "John A. Merrow of Leeds and John B. Merrow of York met in London on Friday. John A. Merrow paid for lunch.",
        ],
        same: &[],
        apart: &[("John A. Merrow", "John B. Merrow")],
    },
    Case {
        name: "places within names of places",
        texts: &[
            "New York City raised taxes while New York State lowered them. Officials in New Jersey and in Jersey City waited.",
        ],
        same: &[],
        apart: &[("New York City", "New York State"), ("New Jersey", "Jersey City")],
    },
    Case {
        name: "a person and a place of one name",
        texts: &[
            "George Washington owned land in Virginia. The mayor flew to Washington on Monday to see the land that Washington D.C. now owns.",
        ],
        same: &[],
        apart: &[("George Washington", "Washington")],
    },
    Case {
        name: "a country and a person",
        texts: &["Michael Jordan played golf in Scotland on Monday. The king of Jordan watched from Amman."],
        same: &[],
        apart: &[("Michael Jordan", "Jordan")],
    },
    Case {
        name: "companies and their designators",
        texts: &[
            "Ostrava Steel Holdings plc fired forty workers in Leeds on Monday. Ostrava Steel Holdings said it regretted the move.",
            "Ostrava Steel Holdings plc will close its mill in Leeds.",
        ],
        same: &[("Ostrava Steel Holdings plc", "Ostrava Steel Holdings")],
        apart: &[],
    },
    Case {
        name: "ministries by either name",
        texts: &[
            "Kenya’s Ministry of Health closed the clinic on Monday. The Ministry of Health said it was unsafe.",
            "The Health Ministry in Nairobi said the clinic would reopen. The Ministry of Education disagreed.",
        ],
        same: &[("Ministry of Health", "Health Ministry")],
        apart: &[("Ministry of Health", "Ministry of Education")],
    },
    Case {
        name: "courts of two states",
        texts: &[
            "The Florida Supreme Court ruled on Monday. The Georgia Supreme Court ruled on Tuesday, and the Supreme Court waited.",
        ],
        same: &[],
        apart: &[("Florida Supreme Court", "Georgia Supreme Court")],
    },
    Case {
        name: "two persons, two surnames, one given name",
        texts: &[
            "John Kelly met John Sorrell in Boston on Monday. Kelly spoke first. Sorrell said nothing to Kelly.",
        ],
        same: &[("John Kelly", "Kelly"), ("John Sorrell", "Sorrell")],
        apart: &[("John Kelly", "John Sorrell"), ("Kelly", "Sorrell")],
    },
    Case {
        name: "possessives and capitals",
        texts: &[
            "TILLERSON’S PLANE LANDS LATE\n\nSecretary of State Rex Tillerson landed in Rome on Monday. Tillerson’s aides said the plane was late.",
            "Rex Tillerson’s plane landed in Rome. Mr. Tillerson slept.",
        ],
        same: &[("Rex Tillerson", "Tillerson"), ("Rex Tillerson @0", "Rex Tillerson @1")],
        apart: &[],
    },
    Case {
        name: "husband and wife across articles",
        texts: &[
            "Barack Obama spoke in Chicago on Monday. Obama said the library would open soon.",
            "Michelle Obama spoke in Chicago too. Michelle Obama said the garden was ready.",
        ],
        same: &[("Barack Obama", "Obama @0")],
        apart: &[("Barack Obama", "Michelle Obama"), ("Obama @0", "Michelle Obama")],
    },
    Case {
        name: "a short surname in the other report",
        texts: &[
            "Foreign Minister Anders Lindqvist spoke in Lund on Monday. Lindqvist said trade would grow.",
            "Lindqvist said in Lund that trade would grow, according to two people in the room.",
        ],
        same: &[("Lindqvist @0", "Lindqvist @1"), ("Anders Lindqvist", "Lindqvist @1")],
        apart: &[],
    },
    Case {
        name: "parties and their members",
        texts: &[
            "The Labour Party won in Leeds on Thursday. Labour Party leaders cheered, and the Liberal Party lost its seat.",
        ],
        same: &[],
        apart: &[("Labour Party", "Liberal Party")],
    },
    Case {
        name: "a newspaper and a hill",
        texts: &[
            "Sean Brophy told The Hill that he would run. The senator then walked up Capitol Hill in Washington.",
        ],
        same: &[],
        apart: &[("The Hill", "Capitol Hill"), ("Hill", "Capitol Hill")],
    },
    Case {
        name: "universities",
        texts: &[
            "The University of Washington and Washington State University signed a pact in Seattle. George Washington University did not.",
        ],
        same: &[],
        apart: &[
            ("University of Washington", "Washington State University"),
            ("University of Washington", "George Washington University"),
        ],
    },
    Case {
        name: "spellings of one name",
        texts: &[
            "Mohammed Karimi was elected in Herat on Monday. Karimi thanked his voters.",
            "Mohammad Karimi was elected in Herat, and Karimi thanked them.",
        ],
        same: &[("Mohammed Karimi", "Mohammad Karimi")],
        apart: &[],
    },
    Case {
        name: "the same marks or none",
        texts: &[
            "São Paulo closed its schools on Monday. Officials in Bogotá did the same.",
            "Sao Paulo closed its schools, and so did Bogota.",
        ],
        same: &[("São Paulo", "Sao Paulo"), ("Bogotá", "Bogota")],
        apart: &[("São Paulo", "Bogotá")],
    },
    Case {
        name: "councils",
        texts: &[
            "The U.N. Security Council met in New York on Monday. The Security Council agreed, but the European Council and the Council of Europe did not.",
        ],
        same: &[("U.N. Security Council", "Security Council")],
        apart: &[("European Council", "Council of Europe"), ("Security Council", "European Council")],
    },
    Case {
        name: "North and South",
        texts: &[
            "North Korea fired a missile on Monday. South Korea protested, and South Korean ships sailed. North Korean radio was silent. The Koreans watched.",
        ],
        same: &[],
        apart: &[("North Korea", "South Korea"), ("North Korean", "South Korean")],
    },
    Case {
        name: "banks",
        texts: &[
            "The Bank of England and the Bank of Ireland met in London. The World Bank and the African Development Bank sent letters.",
        ],
        same: &[],
        apart: &[("Bank of England", "Bank of Ireland"), ("World Bank", "African Development Bank")],
    },
    Case {
        name: "father and son by number",
        texts: &["Robert Ainsley III inherited the farm in Kent on Monday. Robert Ainsley II had bought it."],
        same: &[],
        apart: &[("Robert Ainsley III", "Robert Ainsley II")],
    },
    Case {
        name: "hyphenated surnames",
        texts: &[
            "Grace Adeyemi-Cole spoke in Lagos on Monday. Adeyemi-Cole said roads come first. Grace Cole disagreed.",
        ],
        same: &[("Grace Adeyemi-Cole", "Adeyemi-Cole")],
        apart: &[("Grace Adeyemi-Cole", "Grace Cole"), ("Adeyemi-Cole", "Grace Cole")],
    },
    Case {
        name: "particles",
        texts: &[
            "Ursula von der Leyen spoke in Brussels on Monday. Von der Leyen said Europe would wait. Pieter van der Berg agreed with von der Leyen.",
        ],
        same: &[("Ursula von der Leyen", "von der Leyen")],
        apart: &[("Ursula von der Leyen", "Pieter van der Berg")],
    },
];
