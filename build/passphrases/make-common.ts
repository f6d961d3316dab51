import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { COMMON_DIGEST_BYTES, commonForm } from "../../main/core/keys/common-form.ts";
import { parsePassphrase } from "../../main/core/keys/passphrase.ts";

/** How many of each length are kept; ASVS 6.2.4 asks for the 3,000 most common that the rules would let through. */
const KEPT = 6_000;
const SHORT = { from: 8, below: 12 };

/**
 * `make-common.ts LIST`: digests of the most common passwords of a list, one a line, the most common first: those that the other rules would let through, and shorter
 * ones that people lengthen by figures. Digests, because such a list is full of people's addresses and of insults.
 */
function makeCommon(lines: readonly string[]): Buffer {
  const long = new Set(lines.filter((line) => parsePassphrase(line).ok).map(commonForm).filter((form) => form.length >= SHORT.below));
  const short = new Set(lines.map(commonForm).filter((form) => form.length >= SHORT.from && form.length < SHORT.below && /\D/.test(form)));
  const forms = [...[...long].slice(0, KEPT), ...[...short].slice(0, KEPT)];
  const digests = forms.map((form) => createHash("sha256").update(form).digest("hex").slice(0, COMMON_DIGEST_BYTES * 2));
  return Buffer.from(digests.toSorted().join(""), "hex");
}

const [list] = process.argv.slice(2);
if (list === undefined) throw new Error("make-common.ts LIST");
const text = makeCommon(readFileSync(list, "utf8").split(/\r?\n/)).toString("base64url");
const source = `/** Made by build/passphrases/make-common.ts: the first bytes of digests, one after the other. Where they are from: docs/decisions/0382-refused-passphrases.md. */\nexport const COMMON_DIGESTS = [\n${(text.match(/.{1,160}/g) ?? []).map((part) => `  "${part}",`).join("\n")}\n].join("");\n`;
writeFileSync(fileURLToPath(new URL("../../main/core/keys/common-digests.ts", import.meta.url)), source);
