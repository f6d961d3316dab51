import { z } from "zod";
import { parseCents, type Cents } from "../../../kernel/cents.ts";
import { parseLegalDate, type LegalDate } from "../../../kernel/legal-date.ts";
import { isStorableText } from "../../../kernel/wire-text.ts";
import type { ReasonCode } from "../../assessment.ts";
import { isSchemeCode } from "../../facts.ts";
import { isFieldName, type FieldName } from "../../file-fields.ts";

/** What a document's members are made of. The message of each names what was expected, by the key under which it is told. */
export const day = z.custom<LegalDate>((value) => parseLegalDate(value).ok, "day");
/** Cents, never below zero. */
export const money = z.custom<Cents>((value) => parseCents(value).ok && Number(value) >= 0 && !Object.is(value, -0), "money");
/** One line, no space at its ends, as a database keeps it. */
export const line = z.string("line").min(1, "line").max(300, "line").refine((text) => isStorableText(text) && text.trim() === text && !/[\r\n]/.test(text), "line");
export const inBoth = z.strictObject({ fr: line, en: line });
/** Of a text, a hypothesis. */
export const key = z.string("key").max(60, "key").regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, "key");
export const packId = z.string("packId").max(40, "packId").regex(/^[a-z][a-z0-9-]*$/, "packId");
export const version = z.string("version").regex(/^(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})$/, "version");
export const ruleId = z.string("ruleId").regex(/^[A-Z]{2}\d{1,2}$/, "ruleId");
/** One of the product's, or `prefix.CODE`. */
export const reasonCode = z.custom<ReasonCode>((value) => typeof value === "string" && value.length <= 80 && /^(?:[A-Z][A-Z0-9_]*|[a-z][a-z0-9-]*\.[A-Z][A-Z0-9_]*)$/.test(value), "reasonCode");
export const schemeCode = z.string("schemeCode").refine(isSchemeCode, "schemeCode");
export const fieldName = z.custom<FieldName>((value) => typeof value === "string" && isFieldName(value), "fieldName");

const whole = (most: number) => z.int(`whole`).min(0, `whole`).max(most, `whole`);
export const percent = whole(100);
/** A share may be more than the whole: twice a payroll. */
export const share = whole(1_000);
export const count = whole(10_000_000);
export const months = whole(480);
export const years = whole(40);
export const bps = whole(10_000);
export const code = z.string("code").min(1, "code").max(40, "code").regex(/^[A-Z0-9_.]+$/, "code");

/** One value with its day and the text that sets it. */
export const one = <T extends z.ZodType>(value: T) => z.strictObject({ from: day, value, text: key, hypotheses: z.array(key).max(20).optional() });
/** The values through time, oldest first. */
export const dated = <T extends z.ZodType>(value: T) => z.array(one(value), "list").min(1, "list").max(100, "list");
export const list = <T extends z.ZodType>(of: T, most = 100) => z.array(of, "list").max(most, "list");
