/** Web addresses as RFC 3986 spells them, in the common subset of all engines of regular expressions. */
export const uri: string =
  "[A-Za-z][-A-Za-z0-9+.]*:([-A-Za-z0-9._~:/?#@!$&()*+,;=]|%[0-9A-Fa-f][0-9A-Fa-f])+";

export const stationId: string = "s[1-9][0-9]{0,3}";
