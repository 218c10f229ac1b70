const value = /^[a-z0-9+.% -]{1,100}$/;

const attributes: Record<string, string> = {
  math: "display",
  annotation: "encoding",
  menclose: "notation",
  mfrac: "linethickness",
  mi: "mathvariant",
  mn: "mathvariant",
  mo: "mathvariant lspace rspace stretchy fence separator accent symmetric minsize maxsize linebreak",
  mover: "accent",
  mpadded: "width height depth lspace voffset",
  mphantom: "",
  mroot: "",
  mrow: "",
  mspace: "width height depth linebreak",
  msqrt: "",
  mstyle: "scriptlevel displaystyle mathsize",
  msub: "",
  msubsup: "",
  msup: "",
  mtable: "rowspacing columnalign columnspacing columnlines rowlines width side displaystyle scriptlevel",
  mtd: "width",
  mtext: "mathvariant",
  mtr: "",
  munder: "accentunder",
  munderover: "",
  semantics: "",
};

/** Every element of a formula, with its attributes and values. Colours are left to the page. */
export const mathElements: Record<string, Record<string, RegExp>> = Object.fromEntries(
  Object.entries(attributes).map(([tag, names]) => [
    tag,
    Object.fromEntries(
      names
        .split(" ")
        .filter(Boolean)
        .map((name) => [name, value]),
    ),
  ]),
);
mathElements["annotation"]!["encoding"] = /^application\/x-tex$/;
