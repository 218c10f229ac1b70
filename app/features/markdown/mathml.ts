const value = /^[a-z0-9+.% -]{1,100}$/;

const attributes: Record<string, string> = {
  math: "display",
  annotation: "encoding",
  mfrac: "linethickness",
  mi: "mathvariant class",
  mn: "class",
  mo: "class lspace rspace stretchy fence separator accent symmetric minsize maxsize",
  mover: "accent",
  mpadded: "width height depth lspace voffset",
  mphantom: "",
  mroot: "",
  mrow: "class",
  mspace: "class width height depth",
  msqrt: "",
  mstyle: "class scriptlevel displaystyle mathsize",
  msub: "",
  msubsup: "",
  msup: "",
  mtable: "class",
  mtd: "class",
  mtext: "class",
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
mathElements["mi"]!["mathvariant"] = /^normal$/;
for (const element of Object.values(mathElements)) {
  if (element["class"]) element["class"] = /^formula-[a-z]+(?:-[a-z]+)?(?: formula-[a-z]+(?:-[a-z]+)?){0,6}$/;
}
