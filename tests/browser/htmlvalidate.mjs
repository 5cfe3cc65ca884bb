// What html-validate asks of every HTML file. All of its recommended and document rules, but for these.
export const RULES = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // Off because they judge how the source is typed, which no reader or program sees.
    "no-trailing-whitespace": "off",
    "doctype-style": "off",
    // A title in a foreign script or a briefing's own long title makes the <title> long; that is the author's to say.
    "long-title": "off",
    // How a void element is closed is typing too; Markdown's own are written by its library.
    "void-style": "off",
    // Faces are asked for by the style sheet, which can name no checksum; one that is asked for in advance with a checksum is
    // another one.
    "require-sri": ["error", { target: "all", exclude: [".woff2"] }],
    // HTML lets an id begin with a digit (Living Standard, 3.2.6), as that of a heading `404.html` does.
    "valid-id": ["error", { relaxed: true }],
    // A table that scrolls is a <div role="region">: a <section> would join the page's outline.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    // tel: addresses come from authors' Markdown.
    "tel-non-breaking": "off",
  },
};
