import { numericVersion } from "./identity.ts";

export type NsisSource = {
  readonly version: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly icon: string;
  readonly output: string;
  /** A command that signs the file it is given as `%1`; undefined: unsigned. The uninstaller is made inside, so it is signed on the way. */
  readonly signUninstaller: string | undefined;
  /** 32 bits is what NSIS is known for and what is shipped; 64 is for where only such programs run, as under a 64-bit Wine. */
  readonly bits?: 32 | 64;
};

/** A path on this machine, read while the installer is made: `$` is a letter there. */
const quoted = (text: string): string => `"${text.replaceAll('"', () => '$\\"')}"`;
/** A path where it is installed, read while the installer runs: `$` begins a variable there. */
const windows = (path: string): string => path.replaceAll("/", "\\").replaceAll("$", () => "$$");
const folderOf = (file: string): string => (file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "");

/**
 * The per-user installer, for banks that opt for it: no rights asked, %LOCALAPPDATA%\Programs\Guichet. Exit codes: 0 done, 2 given up by the
 * person, 3 refused (a per-machine Guichet is there, or IT forbids it), 4 Guichet is open and stays open, 5 Windows too old.
 * The uninstaller deletes by name what was brought; data lies elsewhere (%LOCALAPPDATA%\Guichet) and no line here names it.
 */
export function nsisScript({ version, folder, files, icon, output, signUninstaller, bits = 32 }: NsisSource): string {
  const folders = [...new Set(files.map(folderOf))].toSorted();
  const withParents = [...new Set(folders.flatMap((path) => path.split("/").map((_, at, parts) => parts.slice(0, at + 1).join("/"))))].filter((path) => path !== "").toSorted().toReversed();
  const bring = folders.flatMap((path) => [`  SetOutPath ${path === "" ? '"$INSTDIR"' : `"$INSTDIR\\${windows(path)}"`}`, ...files.filter((file) => folderOf(file) === path).map((file) => `  File ${quoted(`${folder}/${file}`)}`)]);
  const remove = [...files.map((file) => `  Delete "$INSTDIR\\${windows(file)}"`), ...withParents.map((path) => `  RMDir "$INSTDIR\\${windows(path)}"`)];
  return `${bits === 64 ? "Target amd64-unicode" : "Unicode true"}
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
${signUninstaller === undefined ? "" : `!uninstfinalize '${signUninstaller}' = 0\n`}!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include x64.nsh
!include WinVer.nsh
Name "Guichet"
OutFile ${quoted(output)}
InstallDir "$LOCALAPPDATA\\Programs\\Guichet"
BrandingText "Guichet ${version}"
VIProductVersion "${numericVersion(version)}.0"
VIAddVersionKey /LANG=0 "ProductName" "Guichet"
VIAddVersionKey /LANG=0 "FileDescription" "Guichet"
VIAddVersionKey /LANG=0 "ProductVersion" "${version}"
VIAddVersionKey /LANG=0 "FileVersion" "${version}"
VIAddVersionKey /LANG=0 "LegalCopyright" "Guichet"
!define MUI_ICON ${quoted(icon)}
!define MUI_UNICON ${quoted(icon)}
!define MUI_FINISHPAGE_RUN "$INSTDIR\\Guichet.exe"
!define UNINSTALL_KEY "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Guichet"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"
LangString machineInstall \${LANG_FRENCH} "Guichet est déjà installé sur ce poste par votre service informatique."
LangString machineInstall \${LANG_ENGLISH} "Guichet is already installed on this computer by your IT department."
LangString forbidden \${LANG_FRENCH} "Votre service informatique ne permet pas d'installer Guichet pour une seule personne."
LangString forbidden \${LANG_ENGLISH} "Your IT department does not allow Guichet to be installed for one person."
LangString isOpen \${LANG_FRENCH} "Guichet est ouvert. Fermez-le, puis recommencez."
LangString isOpen \${LANG_ENGLISH} "Guichet is open. Close it, then try again."
LangString tooOld \${LANG_FRENCH} "Guichet demande Windows 10 (64 bits) ou plus récent."
LangString tooOld \${LANG_ENGLISH} "Guichet needs Windows 10 (64-bit) or later."
LangString dataStays \${LANG_FRENCH} "Vos dossiers restent sur ce poste ; seul le programme est retiré."
LangString dataStays \${LANG_ENGLISH} "Your files stay on this computer; only the program is removed."

!macro WaitUntilClosed
  StrCpy $1 0
  \${While} \${FileExists} "$INSTDIR\\Guichet.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\\Guichet.exe" a
    \${IfNot} \${Errors}
      FileClose $0
      \${ExitWhile}
    \${EndIf}
    IntOp $1 $1 + 1
    \${If} $1 > 60
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(isOpen)" /SD IDOK
      SetErrorLevel 4
      Quit
    \${EndIf}
    Sleep 500
  \${EndWhile}
!macroend

Function .onInit
  \${IfNot} \${RunningX64}
  \${OrIfNot} \${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(tooOld)" /SD IDOK
    SetErrorLevel 5
    Quit
  \${EndIf}
  SetRegView 64
  ReadRegStr $0 HKLM "Software\\Guichet" "InstallKind"
  \${If} $0 == "machine"
    MessageBox MB_OK|MB_ICONSTOP "$(machineInstall)" /SD IDOK
    SetErrorLevel 3
    Quit
  \${EndIf}
  ReadRegDWORD $0 HKLM "Software\\Policies\\Guichet" "ForbidPerUserInstall"
  \${If} $0 == 1
    MessageBox MB_OK|MB_ICONSTOP "$(forbidden)" /SD IDOK
    SetErrorLevel 3
    Quit
  \${EndIf}
FunctionEnd

Section
  SetRegView 64
  SetShellVarContext current
  !insertmacro WaitUntilClosed
${bring.join("\n")}
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\\Uninstall Guichet.exe"
  CreateShortcut "$SMPROGRAMS\\Guichet.lnk" "$INSTDIR\\Guichet.exe"
  WriteRegStr HKCU "Software\\Classes\\guichet" "" "URL:Guichet"
  WriteRegStr HKCU "Software\\Classes\\guichet" "URL Protocol" ""
  WriteRegStr HKCU "Software\\Classes\\guichet\\shell\\open\\command" "" '"$INSTDIR\\Guichet.exe" "%1"'
  WriteRegStr HKCU "\${UNINSTALL_KEY}" "DisplayName" "Guichet"
  WriteRegStr HKCU "\${UNINSTALL_KEY}" "DisplayVersion" "${version}"
  WriteRegStr HKCU "\${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\\Guichet.exe"
  WriteRegStr HKCU "\${UNINSTALL_KEY}" "Publisher" "Guichet"
  WriteRegStr HKCU "\${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "\${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\\Uninstall Guichet.exe"'
  WriteRegStr HKCU "\${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\\Uninstall Guichet.exe" /S'
  WriteRegDWORD HKCU "\${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "\${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Function .onInstSuccess
  \${GetParameters} $0
  ClearErrors
  \${GetOptions} $0 "--force-run" $1
  \${IfNot} \${Errors}
    Exec '"$INSTDIR\\Guichet.exe"'
  \${EndIf}
FunctionEnd

Section "Uninstall"
  SetRegView 64
  SetShellVarContext current
  !insertmacro WaitUntilClosed
${remove.join("\n")}
  Delete "$SMPROGRAMS\\Guichet.lnk"
  DeleteRegKey HKCU "Software\\Classes\\guichet"
  DeleteRegKey HKCU "\${UNINSTALL_KEY}"
  Delete "$INSTDIR\\Uninstall Guichet.exe"
  RMDir "$INSTDIR"
  DetailPrint "$(dataStays)"
SectionEnd
`;
}
