//! How a reader wants the pages: theme, size, width and face of the type.

/// A reader's choices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// Size of the body type.
    pub size: Size,
    /// Width of a column.
    pub width: Width,
    /// Face of the body type.
    pub face: Face,
    /// Space between the lines.
    pub leading: Leading,
}

/// Defines a closed set of choices, each with the word that URLs and cookies use and the one that pages show.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $(@$default:ident)? $variant:ident $key:literal $label:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $(#[$default])? $variant,)+ }

        impl $name {
            /// Every choice, in the order in which the page lists them.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word in a cookie or a URL.
            pub fn key(self) -> &'static str {
                match self { $($name::$variant => $key,)+ }
            }

            /// The word on the page.
            pub fn label(self) -> &'static str {
                match self { $($name::$variant => $label,)+ }
            }

            /// The choice that `key` stands for.
            pub fn from_key(key: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|choice| choice.key() == key)
            }
        }
    };
}

choices! {
    /// Colours.
    Theme {
        /// As the device has it.
        @default System "system" "As my device",
        /// Ink on paper.
        Light "light" "Light",
        /// Paper on ink.
        Dark "dark" "Dark",
        /// Brown ink on old paper.
        Sepia "sepia" "Sepia",
    }
}

choices! {
    /// Size of the body type.
    Size {
        /// 15 px in columns.
        Small "small" "Small",
        /// 16 px in columns.
        @default Medium "medium" "Medium",
        /// 18 px in columns.
        Large "large" "Large",
        /// 21 px in columns.
        Huge "huge" "Very large",
    }
}

choices! {
    /// Width of a column.
    Width {
        /// About 42 characters.
        Narrow "narrow" "Narrow",
        /// About 50 characters.
        @default Comfortable "comfortable" "Comfortable",
        /// About 64 characters.
        Wide "wide" "Wide",
    }
}

choices! {
    /// Face of the body type.
    Face {
        /// With serifs.
        @default Serif "serif" "Serif",
        /// Without.
        Sans "sans" "Sans serif",
    }
}

choices! {
    /// Space between the lines.
    Leading {
        /// 1.42 of the size.
        Close "close" "Close",
        /// 1.55 of the size.
        @default Even "even" "Even",
        /// 1.75 of the size.
        Open "open" "Open",
    }
}

impl Settings {
    /// The choice as it stands in a cookie: "dark.large.wide.sans.open".
    pub fn to_cookie(self) -> String {
        self.keys().join(".")
    }

    /// Reads a cookie; what it does not know stays as it is by default.
    pub fn from_cookie(cookie: &str) -> Settings {
        let mut settings = Settings::default();
        cookie.split('.').for_each(|word| settings.choose(word));
        settings
    }

    /// Takes one choice by its word.
    pub fn choose(&mut self, word: &str) {
        self.theme = Theme::from_key(word).unwrap_or(self.theme);
        self.size = Size::from_key(word).unwrap_or(self.size);
        self.width = Width::from_key(word).unwrap_or(self.width);
        self.face = Face::from_key(word).unwrap_or(self.face);
        self.leading = Leading::from_key(word).unwrap_or(self.leading);
    }

    fn keys(self) -> [&'static str; 5] {
        [self.theme.key(), self.size.key(), self.width.key(), self.face.key(), self.leading.key()]
    }

    /// The style classes of the choices: "t-dark z-large w-wide f-sans l-open".
    pub fn classes(self) -> String {
        let [theme, size, width, face, leading] = self.keys();
        format!("t-{theme} z-{size} w-{width} f-{face} l-{leading}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_comes_back_as_it_went() {
        let settings = Settings {
            theme: Theme::Sepia,
            size: Size::Huge,
            width: Width::Narrow,
            face: Face::Sans,
            leading: Leading::Open,
        };
        assert_eq!(Settings::from_cookie(&settings.to_cookie()), settings);
        assert_eq!(Settings::from_cookie("nonsense.\"><script>"), Settings::default());
    }
}
