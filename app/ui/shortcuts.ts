/** Every shortcut of the site, for the sheet that lists them. Those of one key can be switched off. */
export const shortcuts: { place: string; keys: { keys: string[]; does: string }[] }[] = [
  {
    place: "Reading",
    keys: [
      { keys: ["j"], does: "next post, or row of a list" },
      { keys: ["k"], does: "previous post or row" },
      { keys: ["u"], does: "up: the post that this one answers, then the opening post" },
      { keys: ["b"], does: "bookmark the post, or take the bookmark away" },
      { keys: ["/"], does: "search; in a thread, search that thread" },
    ],
  },
  {
    place: "In the tree, with a post in focus",
    keys: [
      { keys: ["←"], does: "the post that it answers" },
      { keys: ["→"], does: "the first reply to it" },
      { keys: ["Shift", "↑"], does: "the reply before it, to the same post" },
      { keys: ["Shift", "↓"], does: "the reply after it, to the same post" },
      { keys: ["Shift", "←"], does: "the beginning of its branch" },
    ],
  },
  {
    place: "In the inbox, with a notice in focus",
    keys: [
      { keys: ["o"], does: "open what it tells of, as Enter does" },
      { keys: ["e"], does: "mark it read" },
      { keys: ["m"], does: "mute its thread" },
    ],
  },
  {
    place: "Writing",
    keys: [
      { keys: ["r"], does: "reply to the post in focus, or to the thread" },
      { keys: ["q"], does: "quote the selected words, or the post in focus" },
      { keys: ["Ctrl", "Enter"], does: "send what is written" },
      { keys: ["Esc"], does: "fold the form, close a card or sheet" },
    ],
  },
  {
    place: "Going",
    keys: [
      { keys: ["g", "h"], does: "to the list of threads" },
      { keys: ["g", "n"], does: "to a new thread" },
      { keys: ["g", "t"], does: "to the tags" },
      { keys: ["g", "s"], does: "to the sources" },
      { keys: ["g", "i"], does: "to the inbox" },
      { keys: ["?"], does: "this list" },
    ],
  },
];
