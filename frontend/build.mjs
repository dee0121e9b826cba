// Builds the front end: node frontend/build.mjs [output folder]
// One app.css, one app.js, one icon sprite, the fonts and the notices, each with a hash in its name, and manifest.json.
import * as esbuild from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { BRAND_COLOR } from "./brand.mjs";
import { thirdPartyNotices } from "./tools/notices.mjs";
import { publish } from "./tools/publish.mjs";
import { iconSprite } from "./tools/sprite.mjs";
import { prunedTokens } from "./tools/tokens.mjs";
import { themeCss } from "./theme.mjs";

const OUTPUT = process.argv[2] ?? "app/web/static/dist";
const OWN_ICONS = { logo: "frontend/icons/logo.svg" };

/** esbuild plugin that answers `@import "generated:name"` with the CSS given under that name. */
const generatedCss = (sources) => ({
  name: "generated-css",
  setup(build) {
    build.onResolve({ filter: /^generated:/ }, ({ path: name }) => ({ path: name, namespace: "generated" }));
    build.onLoad({ filter: /.*/, namespace: "generated" }, ({ path: name }) => ({
      contents: sources[name.replace("generated:", "")],
      loader: "css",
    }));
  },
});

function bundle(entryPoint, { tokens = "", ...options } = {}) {
  return esbuild.build({
    entryPoints: [entryPoint],
    bundle: true,
    minify: true,
    write: false,
    outdir: OUTPUT,
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "dataurl" },
    target: ["es2022", "chrome110", "firefox115", "safari16.4"],
    legalComments: "none",
    logLevel: "warning",
    plugins: [generatedCss({ tokens, theme: themeCss() })],
    ...options,
  });
}

async function bundledCss() {
  const unthemed = await bundle("frontend/css/app.css");
  const css = unthemed.outputFiles.find(({ path: file }) => file.endsWith(".css")).text;
  return bundle("frontend/css/app.css", { tokens: await prunedTokens(css) });
}

async function publishBundle({ outputFiles }, manifest) {
  for (const { path: file, contents } of outputFiles) {
    const name = path.basename(file);
    const isFont = name.endsWith(".woff2"); // esbuild has already put the hash in a font's name, for the CSS
    const key = isFont ? name.replace(/-[A-Z0-9]{8}\./, ".") : name;
    manifest[key] = await publish(OUTPUT, name, contents, isFont ? name : undefined);
  }
}

const favicon = async () => (await readFile(OWN_ICONS.logo, "utf8")).replaceAll("currentColor", BRAND_COLOR);

await rm(OUTPUT, { recursive: true, force: true });
await mkdir(OUTPUT, { recursive: true });

const manifest = {};
await publishBundle(await bundledCss(), manifest);
await publishBundle(await bundle("frontend/js/app.js", { format: "iife" }), manifest);

const tabler = JSON.parse(await readFile("frontend/icons.json", "utf8"));
manifest["icons.svg"] = await publish(OUTPUT, "icons.svg", Buffer.from(await iconSprite({ tabler, own: OWN_ICONS })));
manifest["favicon.svg"] = await publish(OUTPUT, "favicon.svg", Buffer.from(await favicon()));
manifest["third-party-notices.txt"] = await publish(
  OUTPUT, "third-party-notices.txt", Buffer.from(await thirdPartyNotices()),
);

await writeFile(path.join(OUTPUT, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
console.table(Object.fromEntries(Object.entries(manifest).map(([name, { bytes, brotli }]) => [name, { bytes, brotli }])));
