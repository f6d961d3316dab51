import { identifierOf, numericVersion, productCode, UPGRADE_CODE } from "./identity.ts";

export type MsiSource = {
  readonly version: string;
  /** Where the packed program lies; `files` are relative to it, with `/`. It and the icon are named from where the source will lie. */
  readonly folder: string;
  readonly files: readonly string[];
  readonly icon: string;
};

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const idOf = (kind: string, path: string): string => `${kind}${identifierOf(path).replaceAll("-", "")}`;

/**
 * The source that wixl makes the per-machine package from: Program Files, a start-menu entry, `guichet://`, and a key that says how it was
 * installed. It removes what it brought and knows no folder of anybody's data. An older version is removed first, a newer one is kept.
 */
export function wxs({ version, folder, files, icon }: MsiSource): string {
  const number = numericVersion(version);
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="${productCode(version)}" UpgradeCode="${UPGRADE_CODE}" Name="Guichet" Manufacturer="Guichet" Version="${number}" Language="1033" Codepage="1252">
    <Package InstallScope="perMachine" InstallerVersion="500" Compressed="yes" Languages="1033" SummaryCodepage="1252" Manufacturer="Guichet" Description="Guichet ${escape(version)}" />
    <Media Id="1" Cabinet="guichet.cab" EmbedCab="yes" />
    <Upgrade Id="${UPGRADE_CODE}">
      <UpgradeVersion Property="OLDERFOUND" Minimum="0.0.0" IncludeMinimum="yes" Maximum="${following(number)}" IncludeMaximum="no" />
      <UpgradeVersion Property="NEWERFOUND" Minimum="${number}" IncludeMinimum="no" OnlyDetect="yes" />
    </Upgrade>
    <Condition Message="Une version plus récente de Guichet est déjà installée. / A newer version of Guichet is already installed.">NOT NEWERFOUND</Condition>
    <Condition Message="Guichet demande Windows 10 (64 bits) ou plus récent. / Guichet needs Windows 10 (64-bit) or later.">Installed OR (VersionNT64 AND VersionNT &gt;= 603)</Condition>
    <Property Id="ARPPRODUCTICON" Value="guichet.ico" />
    <Property Id="ARPNOMODIFY" Value="1" />
    <Property Id="REINSTALLMODE" Value="amus" />
    <Icon Id="guichet.ico" SourceFile="${escape(icon)}" />
    <InstallExecuteSequence>
      <RemoveExistingProducts After="InstallInitialize" />
    </InstallExecuteSequence>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="INSTALLDIR" Name="Guichet">
${folderXml("", files, folder, 10)}
        </Directory>
      </Directory>
      <Directory Id="ProgramMenuFolder" />
    </Directory>
    <DirectoryRef Id="INSTALLDIR">
      <Component Id="Registration" Guid="${identifierOf("component registration")}" Win64="yes">
        <RegistryValue Root="HKLM" Key="Software\\Guichet" Name="InstallKind" Type="string" Value="machine" KeyPath="yes" />
        <RegistryValue Root="HKLM" Key="Software\\Guichet" Name="Version" Type="string" Value="${escape(version)}" />
        <RegistryValue Root="HKLM" Key="Software\\Guichet" Name="InstallPath" Type="string" Value="[INSTALLDIR]" />
        <RegistryValue Root="HKLM" Key="Software\\Classes\\guichet" Type="string" Value="URL:Guichet" />
        <RegistryValue Root="HKLM" Key="Software\\Classes\\guichet" Name="URL Protocol" Type="string" Value="" />
        <RegistryValue Root="HKLM" Key="Software\\Classes\\guichet\\shell\\open\\command" Type="string" Value="&quot;[INSTALLDIR]Guichet.exe&quot; &quot;%1&quot;" />
      </Component>
    </DirectoryRef>
    <DirectoryRef Id="ProgramMenuFolder">
      <Component Id="StartMenu" Guid="${identifierOf("component start menu")}" Win64="yes">
        <Shortcut Id="StartMenuEntry" Name="Guichet" Target="[INSTALLDIR]Guichet.exe" WorkingDirectory="INSTALLDIR" Icon="guichet.ico" />
        <RegistryValue Root="HKLM" Key="Software\\Guichet" Name="StartMenu" Type="integer" Value="1" KeyPath="yes" />
      </Component>
    </DirectoryRef>
    <Feature Id="Main" Title="Guichet" Level="1">
      <ComponentRef Id="Registration" />
      <ComponentRef Id="StartMenu" />
${files.map((file) => `      <ComponentRef Id="${idOf("C", file)}" />`).join("\n")}
    </Feature>
  </Product>
</Wix>
`;
}

/** The folder's files, one component each (so that repair and upgrade look at each), then its folders. */
function folderXml(prefix: string, files: readonly string[], source: string, indent: number): string {
  const pad = " ".repeat(indent);
  const inside = files.filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length));
  const own = inside.filter((file) => !file.includes("/")).map((name) => {
    const path = `${prefix}${name}`;
    return `${pad}<Component Id="${idOf("C", path)}" Guid="${identifierOf(`component ${path}`)}" Win64="yes"><File Id="${idOf("F", path)}" Name="${escape(name)}" Source="${escape(`${source}/${path}`)}" KeyPath="yes" /></Component>`;
  });
  const folders = [...new Set(inside.filter((file) => file.includes("/")).map((file) => file.slice(0, file.indexOf("/"))))].map((name) =>
    [`${pad}<Directory Id="${idOf("D", `${prefix}${name}`)}" Name="${escape(name)}">`, folderXml(`${prefix}${name}/`, files, source, indent + 2), `${pad}</Directory>`].join("\n"));
  return [...own, ...folders].join("\n");
}

/** The least number above: "up to and with this version" is said as "below the next", for wixl forgets the "with". */
function following(number: string): string {
  const parts = number.split(".");
  return [...parts.slice(0, 2), Number(parts[2]) + 1].join(".");
}
