import { memo, type ReactElement } from "react";
import type { PremiumLine } from "../../../shared/bridge/premium-views.ts";
import { useWords } from "../../components/words.ts";

export const keyOf = ({ file, year }: Pick<PremiumLine, "file" | "year">): string => `${file} ${year}`;
type PremiumRowProps = { readonly line: PremiumLine; readonly isPicked: boolean; readonly onPick: (line: PremiumLine, isPicked: boolean) => void };

/** One of up to 2,000: drawn again when it is picked, not when another is or at each key of the day. */
export const PremiumRow = memo(({ line, isPicked, onPick }: PremiumRowProps): ReactElement => {
  const { t, format } = useWords();
  const name = line.name || t("list.unnamed");
  return (
    <tr>
      <td>{line.amount === undefined || line.amount === 0 ? null : <input type="checkbox" aria-label={t("premium.choose", { name, year: line.year })} checked={isPicked} onChange={(event) => onPick(line, event.target.checked)} />}</td>
      <th scope="row">{name}</th><td translate="no">{line.number}</td><td>{line.year}</td><td>{format.date(line.dueOn)}</td><td>{line.amount === undefined ? t("premium.unpriced") : format.amount(line.amount)}</td><td className={`premium-${line.state}`}>{t(`premium.state.${line.state}`)}</td>
    </tr>
  );
});
