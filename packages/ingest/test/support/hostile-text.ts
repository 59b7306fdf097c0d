import fc from "fast-check";

/** Characters that normalising drops, folds, joins, composes or must leave alone. */
export const hostileText: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom(
    ..."aez .-'\"¹²³½ﬁ…’“”–—−\u00ad\u200b\u200c\u2060\ufeff\u00a0\u2028\t\n\r",
    "\r\n",
    "\u0301",
    "\u0323",
    "é",
    "e\u0301",
    "\u1100\u1161\u11a8",
    "각",
    "\u212b",
    "😀",
    "\u{1d15e}",
    "سلام",
  ),
  maxLength: 60,
});
