-- La base inventée de docs/guide/correspondance.md. Rien n'y est vrai.

CREATE TABLE einrichtung (
  id INT AUTO_INCREMENT PRIMARY KEY,
  bezeichnung VARCHAR(120) NOT NULL,
  art CHAR(6),
  finess CHAR(12),
  siret CHAR(20),
  ruf VARCHAR(30)
);

CREATE TABLE fachkraft (
  kuerzel CHAR(8) NOT NULL PRIMARY KEY,
  zuname VARCHAR(80) NOT NULL,
  vorname VARCHAR(80),
  beruf_code CHAR(4),
  rpps CHAR(12),
  einrichtung_id INT,
  aktiv TINYINT(1) NOT NULL DEFAULT 1,
  mail VARCHAR(120),
  FOREIGN KEY (einrichtung_id) REFERENCES einrichtung(id)
);

CREATE TABLE cd_beruf (
  code CHAR(4) PRIMARY KEY,
  klartext VARCHAR(60) NOT NULL
);

CREATE TABLE cd_rolle (
  code CHAR(6) PRIMARY KEY,
  klartext VARCHAR(60) NOT NULL
);

CREATE TABLE fall (
  fall_nr CHAR(10) NOT NULL PRIMARY KEY,
  zustand ENUM('OFFEN','RUHEND','ZU') NOT NULL,
  angelegt DATETIME NOT NULL,
  ident_stufe TINYINT NOT NULL,
  ins_nummer CHAR(20),
  ins_art ENUM('NIR','NIA','TEST'),
  geschlecht ENUM('M','W','D','U') NOT NULL,
  geb_datum CHAR(8),
  geb_ort CHAR(6),
  verstorben TINYINT(1) NOT NULL DEFAULT 0,
  todesdatum DATE,
  ruf VARCHAR(30),
  mail VARCHAR(120),
  betreuer VARCHAR(120),
  hausarzt CHAR(8),
  zeilenversion INT NOT NULL DEFAULT 1,
  farbe CHAR(7),
  FOREIGN KEY (hausarzt) REFERENCES fachkraft(kuerzel)
);

CREATE TABLE fall_name (
  fall_nr CHAR(10) NOT NULL,
  art ENUM('GEB','USE') NOT NULL,
  zuname VARCHAR(80) NOT NULL,
  vornamen VARCHAR(160),
  PRIMARY KEY (fall_nr, art),
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE fall_anschrift (
  fall_nr CHAR(10) NOT NULL PRIMARY KEY,
  hausnr VARCHAR(8),
  strasse VARCHAR(120),
  zusatz VARCHAR(120),
  plz CHAR(5),
  insee CHAR(5),
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE angehoerige (
  fall_nr CHAR(10) NOT NULL,
  lfd SMALLINT NOT NULL,
  zuname VARCHAR(80) NOT NULL,
  vorname VARCHAR(80),
  bezug VARCHAR(40),
  ruf VARCHAR(30),
  vollmacht ENUM('J','N','?') NOT NULL,
  PRIMARY KEY (fall_nr, lfd),
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE kreis (
  fall_nr CHAR(10) NOT NULL,
  lfd SMALLINT NOT NULL,
  kuerzel CHAR(8),
  angehoerige_lfd SMALLINT,
  rolle CHAR(6) NOT NULL,
  seit DATE NOT NULL,
  bis DATE,
  PRIMARY KEY (fall_nr, lfd),
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr),
  FOREIGN KEY (kuerzel) REFERENCES fachkraft(kuerzel)
);

CREATE TABLE anfrage (
  id INT AUTO_INCREMENT PRIMARY KEY,
  fall_nr CHAR(10) NOT NULL,
  von CHAR(8),
  eingang DATETIME NOT NULL,
  grund TEXT NOT NULL,
  kanal TINYINT,
  eilig TINYINT(1),
  stand CHAR(3) NOT NULL,
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE bogen (
  id INT AUTO_INCREMENT PRIMARY KEY,
  fall_nr CHAR(10) NOT NULL,
  verfasser CHAR(8),
  raster VARCHAR(40) NOT NULL,
  raster_version VARCHAR(10),
  am DATE NOT NULL,
  antworten LONGTEXT NOT NULL,
  punkte VARCHAR(10),
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE hilfeplan (
  fall_nr CHAR(10) NOT NULL,
  plan_lfd SMALLINT NOT NULL,
  referent CHAR(8),
  vom DATE NOT NULL,
  geaendert DATE,
  probleme TEXT NOT NULL,
  wuensche TEXT,
  einverstanden TINYINT(1),
  PRIMARY KEY (fall_nr, plan_lfd),
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE ziel (
  fall_nr CHAR(10) NOT NULL,
  plan_lfd SMALLINT NOT NULL,
  ziel_lfd SMALLINT NOT NULL,
  text VARCHAR(400) NOT NULL,
  erreicht TINYINT(1),
  PRIMARY KEY (fall_nr, plan_lfd, ziel_lfd),
  FOREIGN KEY (fall_nr, plan_lfd) REFERENCES hilfeplan(fall_nr, plan_lfd)
);

CREATE TABLE massnahme (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  fall_nr CHAR(10) NOT NULL,
  plan_lfd SMALLINT,
  verantwortlich CHAR(8),
  titel VARCHAR(200) NOT NULL,
  stand ENUM('neu','lauf','fertig','weg') NOT NULL,
  frist DATE,
  erledigt DATE,
  ergebnis TEXT,
  kosten VARCHAR(12),
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE ereignis (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  fall_nr CHAR(10) NOT NULL,
  art CHAR(2) NOT NULL,
  beginn DATETIME NOT NULL,
  ende DATETIME,
  leiter CHAR(8),
  teilnehmer VARCHAR(200),
  bericht TEXT,
  stand ENUM('P','E','S'),
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE notiz (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  fall_nr CHAR(10) NOT NULL,
  verfasser CHAR(8),
  antwort_auf BIGINT,
  am DATETIME(6) NOT NULL,
  rubrik VARCHAR(30),
  eilig TINYINT(1) NOT NULL,
  text LONGTEXT NOT NULL,
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE beleg (
  id INT AUTO_INCREMENT PRIMARY KEY,
  fall_nr CHAR(10) NOT NULL,
  verfasser CHAR(8),
  titel VARCHAR(200) NOT NULL,
  klasse CHAR(4),
  mime VARCHAR(60) NOT NULL,
  pfad VARCHAR(200) NOT NULL,
  sha256 CHAR(64) NOT NULL,
  groesse INT NOT NULL,
  abgelegt DATETIME,
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE warnung (
  id INT AUTO_INCREMENT PRIMARY KEY,
  fall_nr CHAR(10) NOT NULL,
  stufe TINYINT NOT NULL,
  anlass TEXT NOT NULL,
  am DATETIME NOT NULL,
  gesehen_von CHAR(8),
  gesehen_am DATETIME,
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE einwilligung (
  id INT AUTO_INCREMENT PRIMARY KEY,
  fall_nr CHAR(10) NOT NULL,
  art CHAR(2) NOT NULL,
  geltung VARCHAR(40) NOT NULL,
  am DATE NOT NULL,
  widerrufen DATE,
  muendlich TINYINT(1),
  scan VARBINARY(4000),
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE abschluss (
  fall_nr CHAR(10) NOT NULL PRIMARY KEY,
  am DATETIME NOT NULL,
  grund VARCHAR(60),
  ausgang VARCHAR(200),
  uebergabe VARCHAR(120),
  FOREIGN KEY (fall_nr) REFERENCES fall(fall_nr)
);

CREATE TABLE zugriff (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  kuerzel CHAR(8),
  wann DATETIME NOT NULL,
  ip VARCHAR(45)
);

CREATE TABLE schema_stand (
  nr INT PRIMARY KEY,
  am DATETIME NOT NULL
);
