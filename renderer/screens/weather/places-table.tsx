import type { ReactElement } from "react";
import type { HeldFile, WeatherPlaces, WeatherView, WorkstationName } from "../../../shared/bridge/weather-views.ts";
import { ScrollRegion } from "../../components/scroll-region.tsx";
import { useWords } from "../../components/words.ts";

/** Where the last files are: one column for each workstation that is open, one for the centre. */
export function PlacesTable({ view: { places, workstations } }: { readonly view: WeatherView }): ReactElement {
  const { t } = useWords();
  const open = workstations.filter(({ kind }) => kind === "open").map(({ workstation }) => workstation);
  return (
    <div className="weather-places">
      <h2>{t("weather.places")}</h2>
      <p className="small quiet">{t("weather.places.why")}</p>
      {places === undefined ? <p className="quiet">{t("weather.loading")}</p>
        : places.files.length === 0 ? <p className="quiet">{t(places.centre === "unknown" ? "weather.places.unknown" : "weather.places.empty")}</p>
        : <Table places={places} open={open} />}
      {places?.centre === "away" ? <p className="small quiet">{t("weather.places.away")}</p> : null}
    </div>
  );
}

function Table({ places: { files, centre }, open }: { readonly places: WeatherPlaces; readonly open: readonly WorkstationName[] }): ReactElement {
  const { t } = useWords();
  return (
    <ScrollRegion label={t("weather.places")}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("weather.places.file")}</th>
            {open.map((name) => <th key={name} scope="col">{t(`weather.workstation.${name}`)}</th>)}
            <th scope="col">{t("weather.places.centre")}</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.file}>
              <th scope="row">{file.name || t("list.unnamed")}</th>
              {open.map((name) => <td key={name}><Held held={file.here[name]} /></td>)}
              <td>{centre !== "answers" ? t("weather.places.silent") : file.centre === undefined ? <span className="quiet">{t("weather.places.absent")}</span> : <>{t("weather.places.version", { n: file.centre.version })}{file.centre.number === undefined ? null : <span className="mono small weather-number">{file.centre.number}</span>}</>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Held({ held }: { readonly held: HeldFile | undefined }): ReactElement {
  const { t, count } = useWords();
  if (held === undefined) return <span className="quiet">{t("weather.places.absent")}</span>;
  return <>{t("weather.places.version", { n: held.version })}{held.changes === 0 ? null : <span className="weather-pending">{count("weather.places.pending", held.changes)}</span>}</>;
}
