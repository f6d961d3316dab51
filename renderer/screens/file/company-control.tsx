import { useId, useState, type KeyboardEvent, type ReactElement } from "react";
import type { IdentificationField, KnownCompany } from "../../../shared/bridge/lookup-views.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";
import { useWords } from "../../components/words.ts";
import { useDesk } from "../../state/desk-context.tsx";
import { takeOver } from "../../state/take-over.ts";
import { dayOf } from "../lookup/day-of.ts";
import type { ControlProps } from "./field-control.tsx";
import { controlId } from "./control-id.ts";
import { FieldFrame } from "./field-frame.tsx";
import { TextInput } from "./text-control.tsx";
import { useTextEntry } from "./text-entry.ts";
import { useKnownCompanies } from "./use-known-companies.ts";

/** A field by which a company is found: those known on this workstation are proposed while it is typed (ARIA combobox with a list, 1.2). */
export function CompanyControl(props: ControlProps & { readonly field: IdentificationField }): ReactElement {
  const { field, editable } = props;
  const desk = useDesk();
  const { t, count, format } = useWords();
  const list = useId();
  const entry = useTextEntry(props);
  const [closedFor, setClosedFor] = useState<string>();
  const [active, setActive] = useState(-1);
  const known = useKnownCompanies(editable && entry.text !== closedFor ? entry.text : undefined);
  const isOpen = known.length > 0;
  const at = Math.min(active, known.length - 1);
  const close = (): void => {
    setClosedFor(entry.text);
    setActive(-1);
  };
  const choose = (company: KnownCompany): void => {
    close();
    entry.reset();
    void takeOver(desk, { kind: "known", file: company.file }, company.name || grouped(company.siren, "siren"), field);
  };
  const press = (event: KeyboardEvent): void => {
    if (!isOpen || event.ctrlKey || event.metaKey || event.altKey) return;
    const company = known[at];
    if (event.key === "ArrowDown") setActive((at + 1) % known.length);
    else if (event.key === "ArrowUp") setActive(at <= 0 ? known.length - 1 : at - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && company !== undefined) choose(company);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <FieldFrame field={field} {...entry.told}>
      <div className="combo">
        <TextInput
          {...props} entry={{ ...entry, type: (typed) => { setActive(-1); entry.type(typed); } }}
          more={{
            role: "combobox", "aria-autocomplete": "list", "aria-expanded": isOpen, "aria-controls": isOpen ? list : undefined, "aria-activedescendant": isOpen && at >= 0 ? `${list}-${at}` : undefined,
            onKeyDown: press, onBlur: close,
          }}
        />
        {isOpen ? (
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a datalist can be neither read aloud nor styled alike everywhere, and a select takes the focus
          <div className="combo-list" id={list} role="listbox" aria-label={t("lookup.known")}>
            {known.map((company, n) => (
              // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the focus stays in the box, as ARIA's combobox has it: no tag does that
              <div key={company.siren} id={`${list}-${n}`} role="option" aria-selected={n === at} tabIndex={-1} onPointerDown={(event) => { event.preventDefault(); choose(company); }}>
                <span className="combo-name">{company.name || t("list.unnamed")}</span>{" "}
                <span className="quiet small">{grouped(company.siren, "siren")} · {t("lookup.known.from", { date: format.date(dayOf(company.updatedAt)) })}</span>
              </div>
            ))}
          </div>
        ) : null}
        <output className="unseen" htmlFor={controlId(field)}>{isOpen ? count("lookup.known.count", known.length) : ""}</output>
      </div>
    </FieldFrame>
  );
}
