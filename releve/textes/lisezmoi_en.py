"""``LISEZMOI.txt``, in English: what the evidence folder is, and how to check it without us."""

SENTENCES: dict[str, str] = {
    # Head
    "doc_readme_title": "EVIDENCE FOLDER – {title}",
    "doc_readme_real": "Real plan.",
    "doc_readme_exercise": "EXERCISE – NO VALUE: synthetic data, acted dates.",
    "doc_readme_head": "Ledger {origin}: {size:entry|entries}, root {root}",
    "doc_readme_count": (
        "{count:certificate or attestation|certificates or attestations} in this folder."
    ),
    "doc_readme_scope_service": "PARTIAL FOLDER: it is about the service {service} only. The "
    "ledger is whole; acts, documents and certificates of the others are not here.",
    "doc_readme_scope_controller": "PARTIAL FOLDER: it is about what {controller} is responsible "
    "for only. The ledger is whole; other acts, documents and certificates are not here.",
    "doc_readme_whole": "Whole folder: everything that the ledger names is here.",
    # What it is
    "doc_readme_is": "WHAT IT IS. How a digital health service was stopped, its data given back, "
    "then erased: who decided it, when, and what was observed. Start with index.html, then "
    "journal.txt: they help reading and prove nothing.",
    "doc_readme_proves": "WHAT IT PROVES. These entries exist, in this order, under a signed "
    "head; these people signed these acts; these certificates say what the ledger says; nothing "
    "has changed since.",
    "doc_readme_not": "WHAT IT DOES NOT PROVE. That the ledger was filled in good faith; that no "
    "copy exists beyond those inventoried; that a logical deletion cannot be undone (each "
    "certificate states the level reached). This folder holds no data about patients, users or "
    "carers; the names of signatories are in plans/.",
    "doc_readme_holds": "WHAT IT HOLDS. ledger/ the ledger (C2SP tlog-tiles); plans/ the adopted "
    "plans; acts/ the signed acts; documents/ slips, findings, orders; certificates/; keys/ the "
    "public keys; renewals/ the renewals, if any.",
    "doc_readme_how": "HOW TO CHECK. In a copy of the folder (preuves/data/ of an extracted "
    "pack), in one terminal (sh), type in order the lines that begin with “$” (“>” continues the "
    "line): they stand in the French part, under the same numbers. Each must succeed (“echo $?”: "
    "0). Tools: sha256sum, openssl 3, ssh-keygen (OpenSSH 8.9), pdfsig and pdfdetach (Poppler), "
    "certutil (NSS), GNU date; or later ones.",
    "doc_readme_page": "IN A BROWSER. verifier.html, opened from disk, without a network, does "
    "most of 1 to 5 on a pack or a folder dropped on it, and says what it does not judge. Whoever "
    "could change this folder could change this page: first compare its “sha256sum” with the one "
    "that the auditor's guide publishes.",
    # 0
    "doc_readme_0": "0. WHAT COMES FROM ELSEWHERE",
    "doc_readme_trust": "trust.json, the trust file, never comes with this folder: ask a founder "
    "of the plan or the data controller for it, by another way, and compare its “sha256sum” aloud "
    "with another holder. It has the keys of the log, of the seal and of the witnesses, the seal "
    "and timestamp authorities (keys/*.pem are only copies) and the digest of the first plan. Put "
    "its path in TRUST. Without it, what follows proves consistency only.",
    # 1
    "doc_readme_1": "1. NO FILE CHANGED, REMOVED OR ADDED",
    # 2
    "doc_readme_2": "2. THE LOG SIGNED THE LIST OF FILES AND ITS OWN HEAD",
    "doc_readme_note": "A note: a text, an empty line, “— name base64”: 4 bytes that name the key "
    "(skipped here), then 64 of Ed25519 signature. Size and root are lines 2 and 3 of "
    "ledger/checkpoint.",
    "doc_readme_rekeyed": "The log's key changed at entry {rekeyed}, signed by the old one and "
    "the new one: trust.json names both.",
    "doc_readme_witnessed": "Witnesses cosigned the head, each with the time: they state that "
    "they know one history of this log only. Their keys are those of trust.json.",
    "doc_readme_unwitnessed": "No witness cosigned this head: see 8.",
    # 3
    "doc_readme_3": "3. A CERTIFICATE",
    "doc_readme_no_certificate": "This folder holds none: go on to 5.",
    "doc_readme_sealed": "The example: {number}. Others: “ls certificates”, and change N. The "
    "statement (.dsse.json) is authoritative: the seal signs “DSSEv1”, the type and the content, "
    "each after its length. Then read $T/payload. The ledger's entry (.entry.json) names the "
    "statement and the PDF by digest.",
    "doc_readme_stamped": "A timestamp token (RFC 3161) says that the statement existed at a "
    "date. An authority that has expired since is checked at that date (-attime); what lets one "
    "still believe it: 6.",
    "doc_readme_unstamped": "No timestamp token comes with this statement: its dates rest on the "
    "ledger alone.",
    "doc_readme_stamped_later": "The authority was down at issuance: the PDF was timestamped "
    "later.",
    "doc_readme_pdf": "The PDF shows the statement and has it attached.",
    "doc_readme_pdf_sealed": "It carries a seal (PAdES) over the whole file, judged at the time "
    "of the entry; the token inside that seal is judged by releve verify. pdfsig (read its text, "
    "not its code) says “Signature is Valid” and “Total document signed”; without certutil's NSS "
    "database it says the issuer is unknown: expected, the authority is trust.json's, not a "
    "browser's.",
    "doc_readme_pdf_unsealed": "It carries no seal: pdfsig finds no signature in it.",
    # 4
    "doc_readme_4": "4. THIS CERTIFICATE IS IN THE LEDGER",
    "doc_readme_inclusion": "The hash of an entry is SHA-256(byte 0, entry), that of a node "
    "SHA-256(byte 1, left, right). The path of the proof is followed up (RFC 9162, 2.1.3.2) to "
    "the root signed in 2: for the issuance, then for the outcome that is certified.",
    # 5
    "doc_readme_5": "5. AN ACT SIGNED BY A PERSON",
    "doc_readme_act": "The example: {kind} by {signer}, recorded at entry {index}. The namespace "
    "follows the act's “kind” line (elsewhere in this folder: {namespaces}). The time (AT) is "
    "that of the entry that records it: a key may have expired since, and is judged on the day of "
    "the act.",
    "doc_readme_act_dated": "That time need not be taken on its word: the entry is under the head "
    "that the statement of 3 cites, hence before its timestamp token.",
    "doc_readme_act_strict": "ssh-keygen is laxer than we are: it accepts other spellings of the "
    "armour (.sig) and a hardware key without the person's presence. It does not say that the "
    "person could decide this: roles are in plans/.",
    # 6
    "doc_readme_6": "6. RENEWALS (TEN YEARS FROM NOW)",
    "doc_readme_renewals": "A token is good as long as its authority is. Before that ends, the "
    "custodian timestamps the whole folder again: renewals/0001, then 0002… each covers what "
    "precedes it. The first must be dated before the authority of 3 expired, each before the "
    "authority of the one before it did; trust.json names them all. If there is none, there is "
    "nothing to check.",
    # 7
    "doc_readme_7": "7. ON WINDOWS (not run here)",
    "doc_readme_windows": "A digest: certutil -hashfile FILE SHA256, or, in PowerShell, "
    "Get-FileHash FILE -Algorithm SHA256; compare with manifest.sha256. A PDF reader shows "
    "“signature valid, signer's identity unknown”: expected, the authority is not in its lists. "
    "“Document modified” is never normal.",
    # 8
    "doc_readme_8": "8. WHAT WHOEVER HOLDS THE LOG KEY COULD DO",
    "doc_readme_power": "Sign another future, or show two histories to two readers. They can "
    "forge neither a person's signature, nor a timestamp, nor a witness. To guard against it: "
    "keep ledger/checkpoint and compare it at the next visit; ask for witnesses, who refuse to "
    "cosign a head that does not continue the one before.",
    "doc_readme_tool": "“releve verify .{flag} --trust $TRUST” does all this and judges what "
    "these commands do not see: roles, quorums, windows, the order of acts, every entry. Its "
    "source is to be kept with the plan, by the same custodian, with its dependencies; the "
    "formats are described there (docs/format) for whoever would write it again.",
}
