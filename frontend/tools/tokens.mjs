// Design tokens of the Voorbeeld theme, reduced to those our CSS uses (a tenth of them).
import { readFile } from "node:fs/promises";

const THEME = "node_modules/@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css";
const DECLARATION = /^\s*(--[\w-]+):\s*([^;]+);/gm;

const usedTokens = (css) => [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);

/** The tokens that `css` uses, directly or through another token, as one CSS rule. */
export async function prunedTokens(css) {
  const theme = await readFile(THEME, "utf8");
  const values = new Map([...theme.matchAll(DECLARATION)].map(([, name, value]) => [name, value]));
  const needed = new Set();
  const waiting = usedTokens(css);
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (needed.has(name)) continue;
    needed.add(name);
    waiting.push(...usedTokens(values.get(name) ?? ""));
  }
  const declarations = [...values].filter(([name]) => needed.has(name)).map(([name, value]) => `${name}: ${value};`);
  return `:root { ${declarations.join(" ")} }`;
}
