/**
 * Whether a file or folder is none that a check reads: names that begin with a dot, what packages and
 * releases bring along, and what editors write beside a file while they save it.
 *
 * @param path relative to the project's folder, with `/`
 */
export const isPassedOver = (path: string): boolean =>
  path.split("/").some((name) => PASSED_OVER.test(name));

const PASSED_OVER = /^(?:\..+|node_modules|releases|#.*#|4913)$|(?:~|\.tmp|\.bak)$/;
