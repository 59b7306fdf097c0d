/** Writes a whole number with a comma between thousands, the same on every machine. */
export const formatNumber = (value: number): string =>
  String(value).replace(/\B(?=(\d{3})+$)/g, ",");
