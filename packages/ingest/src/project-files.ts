/**
 * The files of a project by path, relative to its folder and with `/` on every system: all that
 * checking needs of the world.
 */
export type ProjectFiles = ReadonlyMap<string, Uint8Array>;
