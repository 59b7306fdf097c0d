/** `SOURCEBOOK_HEAVY=1` asks for every case where a plain run takes a part of them. */
export const isHeavy: boolean = process.env.SOURCEBOOK_HEAVY === "1";
