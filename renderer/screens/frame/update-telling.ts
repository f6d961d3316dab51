import type { UpdateState } from "../../../shared/bridge/app-views.ts";
import type { Words } from "../../../shared/i18n/texts.ts";

/** What is said of an update: one line at the foot, and sentences in its panel. Attention only where a person must see to it. */
export type UpdateTelling = { readonly line: string; readonly sentences: readonly string[]; readonly notes: string; readonly attend: boolean; readonly canInstall: boolean };

export function updateTelling(update: UpdateState, { t, language }: Words): UpdateTelling {
  switch (update.kind) {
    case "none": return { line: "", sentences: [t("update.none.why")], notes: "", attend: false, canInstall: false };
    case "installing": return { line: t("update.installing", update), sentences: [t("update.installing.why")], notes: "", attend: false, canInstall: false };
    case "announced": case "downloading": case "ready": {
      const { version, mandatory, notes } = update;
      const usual = update.kind === "downloading" ? t("update.downloading", update) : t(`update.${update.kind}`, { version });
      const why = mandatory && update.kind === "announced" ? t("update.mandatory.it", { version }) : t(`update.${update.kind}.why`, { version });
      const must = mandatory ? [t("update.mandatory.why")] : [];
      return { line: mandatory && update.kind !== "downloading" ? t("update.mandatory", { version }) : usual, sentences: [...must, why], notes: notes[language], attend: mandatory, canInstall: update.kind === "ready" };
    }
  }
}
