import { isHoldReason } from "../retention/hold-reasons.ts";
import type { Words } from "./texts.ts";

/** A reason in words; one of a newer centre is named as it is. */
export const holdReason = (reason: string, { t }: Pick<Words, "t">): string => (isHoldReason(reason) ? t(`hold.reason.${reason}`) : t("hold.reason.other", { reason }));
