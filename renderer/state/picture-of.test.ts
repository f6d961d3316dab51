import { expect, test } from "vitest";
import type { DocumentType } from "../../shared/documents/document.ts";
import { someJpeg, someJpegOf, somePdf, somePng, somePngOf } from "../../shared/testing/some-documents.ts";
import { pictureOf } from "./picture-of.ts";

const shown = (bytes: Uint8Array | string, type: DocumentType): string => {
  const picture = pictureOf(Buffer.from(bytes).toString("base64"), type);
  return picture.ok ? picture.value.slice(0, 22) : `${picture.error.code} ${picture.error.params?.["reason"] ?? ""}`.trim();
};

test("[WS21] a picture is shown from its own bytes, under its own type", () => {
  expect([shown(somePng(), "image/png"), shown(someJpeg(), "image/jpeg")]).toEqual(["data:image/png;base64,", "data:image/jpeg;base64"]);
});

test("[WS21] a content from elsewhere that is not what the file lists is not decoded: other types, pages, drawings with script, a PDF", () => {
  expect([shown(somePng(), "image/jpeg"), shown(someJpeg(), "image/png"), shown(somePdf(), "application/pdf"), shown(somePdf(), "image/png")]).toEqual(Array.from({ length: 4 }, () => "G7002 another-type"));
  for (const text of ["", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<html><script>1</script></html>", "GIF89a"]) expect([text, shown(text, "image/png")]).toEqual([text, "G7002 unknown"]);
  expect(shown(somePng().subarray(0, 60), "image/png")).toBe("G7002 damaged");
});

test("[WS21] a picture that says 60,000 × 60,000 is refused by its header, in no time", () => {
  expect(pictureOf(Buffer.from(somePngOf(60_000, 60_000)).toString("base64"), "image/png")).toEqual({ ok: false, error: { code: "G7009", params: { width: 60_000, height: 60_000 } } });
  expect(shown(someJpegOf(60_000, 60_000), "image/jpeg")).toBe("G7009");
});
