/** Loa's own statements are some two hundred; what comes beyond this many is not kept by the server. */
const MOST = 500;

/**
 * Names for statements, so that a session parses each text once. Plans are still made for each execution (`plan_cache_mode`):
 * a plan kept from when the tables were empty reads all of them for ever where nothing analyses them, as in PGlite.
 */
export function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST) return known;
    const name = `loa-${String(names.size + 1)}`;
    names.set(text, name);
    return name;
  };
}

export const PLAN_EACH_TIME = 'plan_cache_mode=force_custom_plan';
