// The names and licences of everything by others that ends up in our bundle.
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

async function licenceText(folder) {
  const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
  return file ? (await readFile(path.join(folder, file), "utf8")).trim() : "";
}

async function notice(name) {
  const folder = path.join("node_modules", name);
  const { version, license, author } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const by = typeof author === "string" ? author : author?.name;
  const heading = [`${name} ${version}`, by, license].filter(Boolean).join(" · ");
  return { heading, text: await licenceText(folder) };
}

/** One text: a line per package, grouped under the licence text they share. */
export async function thirdPartyNotices() {
  const { dependencies } = JSON.parse(await readFile("package.json", "utf8"));
  const byText = new Map();
  for (const name of Object.keys(dependencies)) {
    const { heading, text } = await notice(name);
    byText.set(text, [...(byText.get(text) ?? []), heading]);
  }
  const parts = [...byText].map(([text, headings]) => `${headings.join("\n")}\n\n${text || "(no licence text in the package)"}`);
  return `Samensturen's front end contains work by others, under these licences.\n\n${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
