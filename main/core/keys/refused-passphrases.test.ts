import { expect, test } from "vitest";
import { COMMON_DIGESTS } from "./common-digests.ts";
import { COMMON_DIGEST_BYTES } from "./common-form.ts";
import { acceptPassphrase, REFUSED_WORDS } from "./refused-passphrases.ts";

const about = ["Hélène Fictive", "Banque Armor", "Rennes Sainte-Anne"];
const refused = (reason: string) => ({ ok: false, error: { code: "G1009", params: { reason } } });

test("[KF5] what many people chose is refused, whatever its case, accents and spaces, and lengthened by figures", async () => {
  // Of the 3,000 first of their list, and of the first below twelve characters.
  for (const common of ["qwertyqwerty", "1qaz2wsx3edc", "123456qwerty", "Leavemealone", "leave me alone", "finalfantasy", "Final-Fantasy-1999", "2020 superman 2020", "football2020!"]) {
    expect(await acceptPassphrase(common, []), common).toMatchObject({ ok: false, error: { code: "G1009" } });
  }
  expect(await acceptPassphrase("leavemealone", [])).toEqual(refused("common"));
});

test("[KF5] the list holds more than the 3,000 most common that the other rules let through", () => {
  const bytes = Buffer.from(COMMON_DIGESTS, "base64url");
  expect(bytes.length / COMMON_DIGEST_BYTES).toBeGreaterThan(6_000);
  expect(bytes.length % COMMON_DIGEST_BYTES).toBe(0);
});

test("[KF5] one made of the product's words, of her name, of her bank's or of her branch's is refused", async () => {
  for (const made of ["Guichet-2024!", "motdepasse123", "Banque Armor 35", "helene.fictive", "Fictive-Hélène-1984", "rennes rennes 2020", "guichet guichet armor", "ouvre-toi sésame"]) {
    expect(await acceptPassphrase(made, about), made).toEqual(refused("names"));
  }
  for (const word of REFUSED_WORDS) expect(await acceptPassphrase(`${word} ${word} ${word} ${word} 2024`, []), word).toMatchObject({ ok: false });
});

test("[KF5] names and words of the door may stand in one that is a secret without them, and another bank's name is nothing here", async () => {
  for (const good of ["la lampe du guichet rivage", "Hélène mange trois kiwis", "lampe rivage ticket ombre", "Tz9!kd02-Lqx", "quatre mots bien choisis", "Крейсер синий 14"]) {
    expect(await acceptPassphrase(good, about), good).toMatchObject({ ok: true });
  }
  expect(await acceptPassphrase("Crédit Garonne 31", ["Crédit Garonne"])).toEqual(refused("names"));
});
