// Writes files for the web: a hash in the name, .gz and .br beside it, and what the templates need to know of it.
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSIBLE = /\.(css|js|svg|txt)$/;

function hashedName(name, bytes) {
  const { name: stem, ext } = path.parse(name);
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  return `${stem}-${hash}${ext}`;
}

/** Write `bytes` under a hashed name (or under `file`, when it has one) and return its manifest entry. */
export async function publish(folder, name, bytes, file = hashedName(name, bytes)) {
  await writeFile(path.join(folder, file), bytes);
  const entry = { file, integrity: `sha384-${createHash("sha384").update(bytes).digest("base64")}`, bytes: bytes.length };
  if (COMPRESSIBLE.test(file)) {
    const gzip = gzipSync(bytes, { level: 9 });
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    await writeFile(path.join(folder, `${file}.gz`), gzip);
    await writeFile(path.join(folder, `${file}.br`), brotli);
    entry.brotli = brotli.length;
  }
  return entry;
}
