/** German words or stems, and what code calls the same thing; longer stems are tried first. */
const terms: readonly (readonly [string, string])[] = (
  'export=export|import=import|server=server|upload=upload|download=download|filter=filter|formular=form|einträge=entries|eintrag=entry|artikel=article|zustand=state|verlauf=history|fenster=window|schalter=toggle|' +
  'ratenbegrenzung=rate limiting|anfragebegrenzung=rate limiting|ratenlimit=rate limit|drosselung=throttling|anfragen=requests|anfrage=request|' +
  'benutzerverwaltung=user management|benutzernamen=user name|benutzername=user name|benutzer=user|nutzerinnen=user|nutzern=user|nutzer=user|anwender=user|kundinnen=customer|kunden=customer|kunde=customer|' +
  'projektliste=project list|projekten=projects|projekte=projects|projekts=project|projekt=project|aufgaben=tasks|aufgabe=task|' +
  'konfigurationsdatei=config file|konfiguration=config|einstellungen=settings|einstellung=setting|dateiname=file name|dateien=files|datei=file|ordner=folder|verzeichnis=directory|' +
  'zwischenspeicherung=caching|zwischenspeicher=cache|warteschlange=queue|hintergrund=background|' +
  'anmeldung=login|anmelden=login|einloggen=login|abmeldung=logout|authentifizierung=authentication|autorisierung=authorization|berechtigungen=permissions|berechtigung=permission|rechten=permissions|rollen=roles|rolle=role|passwörter=passwords|passwort=password|kennwort=password|sitzungen=sessions|sitzung=session|zugriffsrechte=permissions|schlüssel=key|' +
  'schnittstellen=api|schnittstelle=api|endpunkte=endpoints|endpunkt=endpoint|routen=routes|datenbank=database|tabellen=tables|tabelle=table|spalten=columns|spalte=column|datensätze=records|daten=data|abfragen=queries|abfrage=query|' +
  'volltextsuche=full-text search|suche=search|filterung=filter|sortierung=sorting|seitenweise=pagination|paginierung=pagination|seiten=page|seite=page|listen=list|liste=list|auflisten=list|' +
  'benachrichtigungen=notifications|benachrichtigung=notification|erinnerungen=reminders|nachrichten=messages|nachricht=message|zahlungen=payments|zahlung=payment|bezahlung=payment|rechnungen=invoices|rechnung=invoice|bestellungen=orders|bestellung=order|warenkorb=cart|' +
  'ausfuhr=export|exportieren=export|importieren=import|hochladen=upload|herunterladen=download|anhänge=attachments|sicherung=backup|bilder=images|bild=image|' +
  'protokollierung=logging|protokoll=log|überwachung=monitoring|nachverfolgung=tracking|auswertungen=reports|auswertung=analytics|statistik=statistics|übersicht=dashboard|berichte=reports|bericht=report|' +
  'mehrsprachigkeit=internationalization|übersetzungen=translations|übersetzung=translation|sprachen=languages|barrierefreiheit=accessibility|dunkelmodus=dark mode|dunkler modus=dark mode|farbschema=theme|' +
  'befehlszeile=command line|kommandozeile=command line|befehle=commands|befehl=command|wiederholungen=retries|wiederholung=retry|zeitüberschreitung=timeout|' +
  'einführung=onboarding|einstieg=onboarding|willkommen=welcome|verwaltung=admin|administratoren=admin|testabdeckung=test coverage|abdeckung=coverage|' +
  'fehlerbehandlung=error handling|fehlermeldung=error message|fehler=error|absturz=crash|umlauten=umlaut|umlaute=umlaut|umlaut=umlaut|sonderzeichen=special characters|zeichenkodierung=encoding|' +
  'validierung=validation|prüfung=check|eingaben=input|eingabe=input|ausgabe=output|antworten=response|antwort=response|speichern=store|speicher=store|laden=load|löschen=delete|archivieren=archive|archivierte=archived|archiviert=archived|veröffentlichung=release|' +
  'erweiterung=extension|vorschau=preview|vorlagen=templates|vorlage=template|kommentare=comments|kommentar=comment|versionen=versions|inhaltsverzeichnis=table of contents|überschriften=headings|namen=name|öffentliche=public|öffentlichen=public|' +
  'bibliothek=library|abhängigkeiten=dependencies|umgebung=environment|dienst=service|behandlung=handling|zweite=second|kategorien=categories|schlagwörter=tags|schlagworte=tags|veröffentlichen=publish|einkauf=purchase|kasse=checkout'
)
  .split('|')
  .map((pair) => pair.split('=') as [string, string]);

const dictionary = new Map(terms);
const byLength = terms.toSorted(([a], [b]) => b.length - a.length);

/** German words that name nothing in code. */
const silent = new Set(
  (
    'der die das den dem des ein eine einen einem einer eines und oder für mit von vom zu zum zur im in am an auf aus bei beim nach über unter durch um als wenn ob dass weil damit so ' +
    'wie ist sind wird werden wurde nicht kein keine keinen mehr auch noch nur man es sie er ich wir ihr uns mir sich mich dich unser unsere unseren unserer soll sollen sollte kann können muss müssen ' +
    'bitte plane plan erstelle füge hinzu baue ein bau neue neuen neuer neues gibt hat haben alle allen jede jeder diese dieser dieses bekommt bekommen liefert stürzt ab schlägt fehlt fehlschlägt enthält'
  ).split(' '),
);

/** A German text with its technical words as code writes them; unknown words are spelled without umlauts, function words are dropped. */
export const germanToCode = (text: string): string =>
  text
    .split(/(?<![\w.])\s+|\s+|-(?=\p{Lu})/u)
    .flatMap((word) => translated(word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')))
    .join(' ');

const translated = (word: string): readonly string[] => {
  const lower = word.toLowerCase();
  if (lower === '' || silent.has(lower)) return [];
  const whole = dictionary.get(lower);
  if (whole !== undefined) return [whole];
  // Identifiers stay as they are.
  if (/[A-Z].*[A-Z]|[._]/.test(word) || lower.length < 6) return [spelled(word)];
  const part = byLength.find(([stem]) => stem.length >= 4 && lower.startsWith(stem));
  if (!part) return [spelled(word)];
  const rest = lower.slice(part[0].length).replace(/^s(?=\p{L}{3})/u, '');
  return [part[1], ...(rest.length > 3 ? translated(rest) : [])];
};

const spelled = (word: string): string =>
  word
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/Ä/g, 'Ae')
    .replace(/Ö/g, 'Oe')
    .replace(/Ü/g, 'Ue')
    .replace(/ß/g, 'ss');
