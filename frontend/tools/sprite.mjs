// One SVG file with every icon we use as a symbol: Tabler icons by name, and our own from frontend/icons/.
import { readFile } from "node:fs/promises";

const OUTLINE =
  'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
const EMPTY_SQUARE = /<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/;

async function symbol(name, file, attributes) {
  const svg = await readFile(file, "utf8");
  const [, viewBox] = svg.match(/viewBox="([^"]+)"/);
  const shapes = svg
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(EMPTY_SQUARE, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/\s+/g, " ")
    .trim();
  return `<symbol id="${name}" viewBox="${viewBox}" ${attributes}>${shapes}</symbol>`;
}

/** The sprite as text. `own` maps a symbol's name to its SVG file; `tabler` lists names of Tabler's outline icons. */
export async function iconSprite({ tabler, own }) {
  const symbols = await Promise.all([
    ...Object.entries(own).map(([name, file]) => symbol(name, file, 'fill="none"')),
    ...tabler.map((name) => symbol(name, `node_modules/@tabler/icons/icons/outline/${name}.svg`, OUTLINE)),
  ]);
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}
