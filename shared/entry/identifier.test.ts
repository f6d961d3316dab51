import fc from "fast-check";
import { validate as validateSiren } from "stdnum/lib/cjs/fr/siren.js";
import { expect, test } from "vitest";
import { frenchIban, parseIban, ribKey } from "./bank-account.ts";
import { checkIdentifier, type IdentifierKind } from "./identifier.ts";
import { NAF_CLASSES } from "./naf-classes.ts";
import { NAF_SECTIONS, parseNaf, sectionOfNaf } from "./naf.ts";
import { isSiren, parseSiren, vatOfSiren } from "./siren.ts";
import { parseSiret, sirenOfSiret } from "./siret.ts";

const said = (kind: IdentifierKind, typed: string): string => {
  const result = checkIdentifier(kind, typed);
  return result.ok ? result.value : result.error.type;
};
const all = (kind: IdentifierKind, typed: readonly string[]) => typed.map((text) => said(kind, text));

test("[ID1] SIREN: nine digits and Luhn, spaces put aside", () => {
  expect(all("siren", ["732829320", "732 829 320", "732\u00a0829\u202f320", "732.829.320", "356000000"])).toEqual(["732829320", "732829320", "732829320", "732829320", "356000000"]);
  expect(all("siren", ["732829321", "123456789", "73282932", "7328293200", "73282932O", ""])).toEqual(["BadChecksum", "BadChecksum", "NotNineDigits", "NotNineDigits", "NotNineDigits", "NotNineDigits"]);
});

test("[ID1] our key is the library's, for every nine digits but nobody's", () => {
  fc.assert(fc.property(fc.stringMatching(/^\d{9}$/), (digits) => {
    expect(isSiren(digits)).toBe(digits !== "000000000" && validateSiren(digits).isValid);
  }), { numRuns: 5_000 });
});

test("[ID1] nine zeros have a right key and are refused, alone, in a SIRET and in a VAT number", () => {
  expect([said("siren", "000 000 000"), said("siret", "00000000000000"), said("tva", "FR12000000000")]).toEqual(["BadChecksum", "BadChecksum", "BadChecksum"]);
});

test("[ID2] a branch of La Poste that Luhn alone would pass is refused", () => {
  expect(said("siret", "35600000000022")).toBe("BadChecksum");
});

test("[ID2] SIRET: Luhn, and La Poste's own rule for its branches", () => {
  expect(all("siret", ["73282932000074", "732 829 320 00074", "35600000000048", "35600000009075"])).toEqual(["73282932000074", "73282932000074", "35600000000048", "35600000009075"]);
  expect(all("siret", ["73282932000075", "35600000012345", "3560000000004", "12345678900000"])).toEqual(["BadChecksum", "BadChecksum", "NotFourteenDigits", "BadChecksum"]);
});

test("[ID2] a SIRET gives its SIREN, and one whose SIREN is wrong is wrong", () => {
  const siret = parseSiret("73282932000074");
  expect(siret.ok && sirenOfSiret(siret.value)).toBe("732829320");
  fc.assert(
    fc.property(fc.stringMatching(/^\d{14}$/), (digits) => {
      const parsed = parseSiret(digits);
      if (parsed.ok) expect(parseSiren(digits.slice(0, 9)).ok).toBe(true);
    }),
  );
});

test("[ID3] VAT: derived key, letter keys, and the country code", () => {
  const derived = (siren: string) => {
    const parsed = parseSiren(siren);
    return parsed.ok ? vatOfSiren(parsed.value) : "";
  };
  expect(["443061841", "732829320", "552032534"].map(derived)).toEqual(["FR64443061841", "FR44732829320", "FR27552032534"]);
  expect(all("tva", ["FR64443061841", "fr 64 443 061 841", "FRK7399859412"])).toEqual(["FR64443061841", "FR64443061841", "FRK7399859412"]);
  expect(all("tva", ["FR65443061841", "64443061841", "FR64443061842", "FRIO443061841", "DE123456789"])).toEqual(["BadChecksum", "NotAVatNumber", "BadChecksum", "NotAVatNumber", "NotAVatNumber"]);
});

test("[ID4] IBAN: both keys, the RIB key named apart", () => {
  expect(all("iban", ["FR7630006000011234567890189", "fr76 3000 6000 0112 3456 7890 189", "FR1420041010050500013M02606"])).toEqual([
    "FR7630006000011234567890189", "FR7630006000011234567890189", "FR1420041010050500013M02606",
  ]);
  expect(all("iban", ["FR7630006000011234567890188", "FR4930006000011234567890190", "FR763000600001123456789018", "ZZ7630006000011234567890189", "pas un iban", "FR76300060000112345678901AB"])).toEqual([
    "BadKey", "BadRibKey", "BadLength", "UnknownCountry", "NotAnIban", "BadFormat",
  ]);
});

test("[ID4] Monaco follows the French keys, other countries their own", () => {
  expect(all("iban", ["MC5811222000010123456789030", "DE89370400440532013000", "BE68539007547034"])).toEqual(["MC5811222000010123456789030", "DE89370400440532013000", "BE68539007547034"]);
  expect(all("iban", ["MC5811222000010123456789031", "DE89370400440532013001"])).toEqual(["BadKey", "BadKey"]);
});

test("[ID4] a key that no IBAN bears is refused although it is right modulo 97", () => {
  expect(all("iban", ["DE99370400440000000024", "DE01370400440000000042", "DE00370400440000000060"])).toEqual(["BadKey", "BadKey", "BadKey"]);
});

test("[ID1] to [ID6] every kind of space, small letters, dots and hyphens where people put them", () => {
  expect([said("siren", "732\u202f829\u00a0320"), said("siret", " 732 829 320\t00074\n"), said("tva", "fr\u00a044 732.829.320"), said("iban", "fr76-3000-6000-0112-3456-7890-189"), said("bic", "agri fr pp"), said("naf", "56.10 a")]).toEqual([
    "732829320", "73282932000074", "FR44732829320", "FR7630006000011234567890189", "AGRIFRPP", "56.10A",
  ]);
});

test("[ID4] the RIB key of the relevé: letters count as digits", () => {
  expect([ribKey("30006", "00001", "12345678901"), ribKey("20041", "01005", "0500013M026")]).toEqual(["89", "06"]);
  fc.assert(
    fc.property(fc.stringMatching(/^\d{5}$/), fc.stringMatching(/^\d{5}$/), fc.stringMatching(/^[0-9A-Z]{11}$/), (bank, branch, account) => {
      expect(parseIban(frenchIban(bank, branch, account)).ok).toBe(true);
    }),
  );
});

test("[ID5] BIC of 8 or 11 characters; LEI by its key", () => {
  expect(all("bic", ["AGRIFRPP", "agrifrpp882", "AGRIFRP", "AGRIZZPP", "AGRI1RPP"])).toEqual(["AGRIFRPP", "AGRIFRPP882", "NotABic", "NotABic", "NotABic"]);
  expect(all("lei", ["R0MUWSFPU8MPRO8K5P83", "r0muwsfpu8mpro8k5p83", "R0MUWSFPU8MPRO8K5P84", "R0MUWSFPU8MPRO8K5P8"])).toEqual(["R0MUWSFPU8MPRO8K5P83", "R0MUWSFPU8MPRO8K5P83", "BadChecksum", "NotALei"]);
});

test("[ID6] NAF: four digits and a letter in an existing division, the dot optional", () => {
  expect(all("naf", ["56.10A", "5610a", "62.01Z", "01.11Z"])).toEqual(["56.10A", "56.10A", "62.01Z", "01.11Z"]);
  expect(all("naf", ["04.10A", "34.10Z", "00.10Z", "5610", "56.10AA", "56-10A", "99.99Z", "56.10D", "62.01A"])).toEqual(["UnknownDivision", "UnknownDivision", "UnknownDivision", "NotANaf", "NotANaf", "NotANaf", "UnknownClass", "UnknownClass", "UnknownClass"]);
  const section = (text: string) => {
    const naf = parseNaf(text);
    return naf.ok ? sectionOfNaf(naf.value) : undefined;
  };
  expect(["47.11B", "55.30Z", "99.00Z", "25.62B"].map(section)).toEqual(["G", "I", "U", "C"]);
  expect(Object.values(NAF_SECTIONS).reduce((sum, [first, last]) => sum + last - first + 1, 0)).toBe(88);
});

test("[ID6] NAF rév. 2 has 732 sub-classes, all in the divisions of its sections", () => {
  expect(NAF_CLASSES.size).toBe(732);
  const sections = [...NAF_CLASSES].map((code) => {
    const naf = parseNaf(code);
    return naf.ok ? sectionOfNaf(naf.value) : undefined;
  });
  expect([...new Set(sections)].toSorted((a = "A", b = "A") => a.localeCompare(b))).toEqual(Object.keys(NAF_SECTIONS));
});
