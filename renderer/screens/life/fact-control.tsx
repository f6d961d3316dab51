import type { ReactElement } from "react";
import { faultText } from "../../../shared/i18n/field-words.ts";
import { factChoice, factLabel } from "../../../shared/i18n/life-words.ts";
import { parseFact } from "../../../shared/life/fact-entry.ts";
import type { FactSpec } from "../../../shared/life/step-specs.ts";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../components/words.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { useDeskState } from "../../state/desk-context.tsx";

const LONG = 500;
const NOBODY: NonNullable<Me["colleagues"]> = [];

type FactControlProps = { /** In place of the fact's own. */ readonly label?: string; readonly id: string; readonly name: string; readonly spec: FactSpec; readonly text: string; readonly fault: string | undefined; readonly onType: (text: string) => void };

/** One fact of a step: its label, what is typed, what was understood of it, and what is wrong with it. */
export function FactControl({ id, name, label, spec, text, fault, onType }: FactControlProps): ReactElement {
  const words = useWords();
  const { t, format } = words;
  const people = useDeskState(({ session }) => (session?.kind === "open" ? session.me.colleagues : undefined)) ?? NOBODY;
  const read = spec.kind === "date" && text.trim() !== "" ? parseFact(spec, text, format) : undefined;
  const echo = fault === undefined && read?.ok === true && typeof read.value === "string" ? format.longDate(read.value) : undefined;
  const told = { id, className: "input", required: spec.required, "aria-invalid": fault !== undefined || undefined, "aria-describedby": fault !== undefined ? `${id}-fault` : echo !== undefined ? `${id}-echo` : undefined };
  return (
    <div className={`field of-${spec.kind}`}>
      <label htmlFor={id}>{label ?? factLabel(name, words)}{spec.required ? <span className="must" aria-hidden="true">*</span> : <span className="quiet small"> ({t("life.optional")})</span>}</label>
      <div className="control">
        {spec.kind === "choice" ? (
          <select {...told} value={text} onChange={(event) => onType(event.target.value)}>
            <option value="">{t("file.choose")}</option>
            {spec.of.map((code) => <option key={code} value={code}>{factChoice(code, words)}</option>)}
          </select>
        ) : spec.kind === "person" ? (
          <select {...told} value={text} onChange={(event) => onType(event.target.value)}>
            <option value="">{t("file.choose")}</option>
            {people.map((person) => <option key={person.user} value={person.user}>{person.name}</option>)}
          </select>
        ) : spec.kind === "text" && spec.max >= LONG ? (
          <textarea {...told} maxLength={spec.max} rows={2} value={text} onChange={(event) => onType(event.target.value)} />
        ) : (
          <Line told={told} spec={spec} text={text} onType={onType} />
        )}
      </div>
      {fault === undefined ? null : <p className="fault" id={`${id}-fault`}><Icon name="alert" size={14} />{faultText(fault, words)}</p>}
      {echo === undefined ? null : <p className="echo" id={`${id}-echo`}>{echo}</p>}
    </div>
  );
}

function Line({ told, spec, text, onType }: Pick<FactControlProps, "spec" | "text" | "onType"> & { readonly told: { readonly id: string; readonly className: string } }): ReactElement {
  const unit = spec.kind === "cents" ? "€" : spec.kind === "rate" ? "%" : undefined;
  const input = (
    <input
      {...told} className={spec.kind === "cents" ? "input money" : "input"} value={text} autoComplete="off" spellCheck={spec.kind === "text"} maxLength={spec.kind === "text" ? spec.max : 80}
      inputMode={spec.kind === "date" || spec.kind === "count" ? "numeric" : unit === undefined ? "text" : "decimal"} onChange={(event) => onType(event.target.value)}
    />
  );
  return unit === undefined ? input : <div className="joined">{input}<span className="unit" aria-hidden="true">{unit}</span></div>;
}
