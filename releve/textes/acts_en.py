"""Acts: the sentences that people sign, and why an act is refused, in English."""

SENTENCES: dict[str, str] = {
    "act_plan_adoption": (
        "I adopt the reversibility plan “{subject}”, the one that the line “plan” of this file "
        "names by its digest. It replaces the plan of digest {previous} (“-”: none, it is the "
        "first)."
    ),
    "act_approval": (
        "I approve the step that request {request} describes for “{subject}”, and that one "
        "only: on what the request measured and in the window it sets. My approval holds only "
        "until {expires_at}."
    ),
    "act_refusal": (
        "I refuse the step that request {request} describes for “{subject}”. Reason: {reason}"
    ),
    "act_receipt": (
        "I attest that I loaded the package {package} of “{subject}” into my own system. I "
        "counted {records} record(s) and {pathways} pathway(s) there, and the content root "
        "that I computed from what I loaded is {root}."
    ),
    "act_acceptance": (
        "I accept, for the controller, the restitution of “{subject}”: the package {package}, "
        "whose content root is {root}, as its recipient attested in the integration receipt "
        "{receipt}. Reservations: {reserves} (“-”: none). I know that this acceptance opens "
        "the way to destroying what remains, which will still need approvals of its own."
    ),
    "act_hold": (
        "I ask for a legal hold on “{subject}” and all that depends on it: let nothing of it "
        "be stopped or destroyed before this hold is lifted in a signed act. Reference: "
        "{reference}. Reason: {reason}"
    ),
    "act_lift": "I lift the legal hold {hold} on “{subject}”, and that one only. Reason: {reason}",
    "act_visa": (
        "On the elimination list {bordereau}, for “{subject}”, my decision is: {decision}. The "
        "word “granted” gives the visa; any other word refuses it, and this data is then to be "
        "kept or transferred. This visa is no approval of the destruction."
    ),
    "act_exemption": (
        "I exempt “{subject}” from the elimination visa. Recorded opinion on which this "
        "exemption rests: {opinion}. Reason: {reason}"
    ),
    "act_waiver": (
        "I waive, for the controller, the finding of ledger entry {finding} on “{subject}”: I "
        "ask to go on although it failed or is undetermined. Reason: {reason} I know that this "
        "waiver will be printed as such."
    ),
    "act_validation": (
        "I examined the deletion of “{subject}”, which is the object of document no. "
        "{certificate}, to be issued. My decision is: {decision}. Accept lets it be issued; "
        "repeat asks for another deletion, with approvals of its own; escalate passes the "
        "decision higher. I am neither who carried out the act, nor who asked for it, nor who "
        "attested it."
    ),
    "act_opinion": (
        "My opinion on “{subject}” is: {opinion}. This opinion authorises nothing by itself."
    ),
    "act_transfer": (
        "I accept, for {recipient}, the transfer of responsibility and skills for “{subject}” "
        "that request {request} describes. Reservations: {reserves} (“-”: none). I know that "
        "the present operator will then remove its access."
    ),
    "act_revocation": (
        "I revoke the key {key}. Compromised since: {compromised_since} (“-”: withdrawn, not "
        "compromised). Reason: {reason} Approvals signed with this key no longer count."
    ),
    "act_reconciliation": (
        "For “{subject}” (occurrence {occurrence}), I declare what I observed: {observed}. "
        "What explains the difference: {reason} I ask for a fresh look at its state; if the "
        "source changed after its receipt, its restitution is to be done again."
    ),
    "act_relay": (
        "I attest, as the clinician in charge, the relay of the live follow-ups of "
        "“{subject}”: {count} under way and listed, of which {taken_over} taken over and "
        "dated. Telephone number that still answers or is redirected: {phone} (“-”: none)."
    ),
    "act_attestation": (
        "I attest that I carried out the written order {order} on “{subject}”, on "
        "{performed_at}. What I observed afterwards: {observed}."
    ),
    "act_pause": (
        "I pause “{subject}”: let nothing new start there before this pause is lifted in a "
        "signed act. Reason: {reason}"
    ),
    "act_resume": "I lift the pause of “{subject}” (ledger entry {pause}). Reason: {reason}",
    "act_withdrawal": (
        "I withdraw the certificate or attestation {certificate}, which is about “{subject}”. What "
        "comes in its place: {replacement} (“reissue”: another, issued again; “none”: nothing). "
        "Reason: {reason} This withdrawal is not taken back; what was done is not changed by it."
    ),
    "act_rollover": (
        "I ask that the log's key {previous} give way to the key {key}, and that the trust file "
        "become the one of digest {trust}. Reason: {reason}"
    ),
    "act_prepared": (
        "Act written, not signed: {path}. Read it again, then sign it without changing it:\n  "
        "ssh-keygen -Y sign -f ‹key› -n {namespace} {path}\nThen put the signature "
        "({path}.sig) and the act, in that order, in the inbox folder, under a name in .txt "
        "and .txt.sig."
    ),
    "act_deposited": (
        "Act signed and deposited: {path}. The next “releve run” checks it and records it in "
        "the ledger."
    ),
    "act_too_large": (
        "The file has {bytes} bytes, for {limit} at most: it is no act, or a reason is too "
        "long. Prepare it again."
    ),
    "act_malformed": (
        "This file is no act, or it was changed (line {line}, “{field}”): prepare it again "
        "with “releve act” and sign it untouched."
    ),
    "act_of_another_realm": (
        "The act is of realm “{realm}” and the plan of realm “{expected}”: an act of an "
        "exercise is worth nothing in reality, nor the reverse. Sign it from the right "
        "workspace."
    ),
    "act_of_another_origin": (
        "The act is meant for another ledger ({origin}) than this one ({expected}): sign it "
        "from the right workspace."
    ),
    "act_of_another_plan": (
        "The act refers to a plan ({plan}) that is not the adopted one ({expected}): read the "
        "adopted plan, then prepare and sign the act again."
    ),
    "act_from_the_future": (
        "The act is dated {signed_at}, which has not come yet: set your machine's clock, then "
        "prepare and sign the act again."
    ),
    "signer_unknown": (
        "“{signer}” is not on the roster of the adopted plan: check the identifier, or write "
        "the person in the plan and have it adopted."
    ),
    "signer_not_in_office": (
        "“{signer}” is not in office on this date by the adopted plan: have somebody in office "
        "sign, or have an up-to-date plan adopted."
    ),
    "subject_unknown": (
        "“{subject}” is not a subject this act can be about: take the one that “releve agenda” "
        "shows after --subject, or “plan” for the whole plan."
    ),
    "role_may_not": (
        "“{signer}” does not have the role, or does not speak for the organisation, that this "
        "act ({act}) needs; roles allowed: {allowed}. Ask the right person to sign."
    ),
    "request_not_open": (
        "Request {request} is no longer open for “{subject}”: it was refused or replaced, or "
        "the step is done. See “releve agenda” and sign the present request if there is one."
    ),
    "approval_of_another_step": (
        "The act names step {step}, which is not that of the request open for “{subject}”: "
        "prepare and sign it again."
    ),
    "approval_by_requester": (
        "“{signer}” opened the request for “{subject}” and cannot decide on it too: somebody "
        "else must sign."
    ),
    "signature_too_weak": (
        "A signature “{kind}” is weaker than what is asked for here (“{least}”): sign by the "
        "means asked for (personal_key: personal key; signed_pdf: signed PDF; paper: paper)."
    ),
    "approval_twice": (
        "“{signer}” has already approved this step for “{subject}”: there is nothing more to "
        "sign, other approvals must come from other people."
    ),
    "approval_expired": (
        "The approval of “{signer}” ends at {expires_at}: that instant is past, or beyond the "
        "end of the request. Prepare and sign a new approval."
    ),
    "receipt_of_another_package": (
        "The integration receipt is not about the present package of “{subject}”: the "
        "recipient must load that one, then sign a receipt again."
    ),
    "acceptance_before_receipt": (
        "“{subject}” cannot be accepted yet: it is not exported, or its recipient has not "
        "attested to having loaded it. Wait for the integration receipt."
    ),
    "acceptance_of_another_package": (
        "The acceptance names another package or another receipt than today's for “{subject}”: "
        "prepare and sign it again."
    ),
    "hold_unknown": (
        "No hold {hold} is in force on “{subject}”: it is lifted already, or it is on another "
        "subject. Find it with “releve journal”."
    ),
    "not_paused": (
        "“{subject}” is not paused by itself: there is nothing to lift here. If the whole plan "
        "is paused, lift the pause of the subject “plan”."
    ),
    "attestation_without_order": (
        "No written order is under way for “{subject}”: nothing can be attested under one. "
        "Tell the project lead if the act was done all the same."
    ),
    "plan_unknown": (
        "The plan {plan} was not proposed in this workspace: propose it with “releve plan "
        "adopt”, then sign its adoption."
    ),
    "adopter_not_entitled": (
        "“{signer}” cannot adopt this plan: the first is adopted by the founders in the trust "
        "file, later ones by the people the plan before names."
    ),
    "adoption_of_another_realm": (
        "The adoption is signed for another realm or another ledger ({realm}, {origin}): sign "
        "it from the right workspace."
    ),
    "adoption_of_another_previous": (
        "The adoption says it replaces the plan {previous}, which is not the one adopted "
        "today: read the adopted plan, then prepare and sign the adoption again."
    ),
    "adoption_twice": (
        "“{signer}” has adopted this plan already, or this plan is adopted already: there is "
        "nothing more to sign."
    ),
    "transcribers_missing": (
        "An act on paper or PDF is transcribed by {need}: that many transcribers of the plan "
        "must sign, other than the signer ({have} signature(s) found). Complete it and deposit "
        "it again."
    ),
    "signature_of_unknown_key": (
        "The key {key} is not one of those the plan gives this person: sign with the listed "
        "key, or have a plan adopted that holds the new one."
    ),
    "signature_refused": (
        "The signature is not valid for this file ({cause}): it was changed after signing, or "
        "signed for another use. Prepare and sign it again with “releve act”."
    ),
    "stored_act_differs": (
        "The stored act does not say what the ledger recorded of it (entry {entry}): nothing "
        "was done. Do not try again; pause, and compare with the second copy."
    ),
    "act_field_unknown": (
        "“{field}” is no field of this act; allowed: {allowed}. Write --field ‹name›=‹value›."
    ),
    "act_field_missing": (
        "The field “{field}” of this act ({act}) is missing: add --field {field}=‹value›."
    ),
    "nothing_to_sign": (
        "There is nothing to sign here ({act}) for “{subject}”: no request, no integration "
        "receipt and no certificate waits for it. See “releve agenda”."
    ),
    "key_missing": (
        "No key is given for “{signer}”: add --key ‹key›, or --prepare ‹file› to sign on "
        "another machine."
    ),
    "signing_failed": (
        "ssh-keygen could not sign with {key}: check that path, your rights on the file and "
        "its passphrase. Nothing was deposited."
    ),
    "nothing_proposed": (
        "No plan is proposed for adoption: propose it first with “releve plan adopt”."
    ),
    "certificate_unknown": (
        "No certificate {certificate} was issued for “{subject}”: take the number that the "
        "document bears, or that “releve journal --subject” gives."
    ),
    "certificate_not_in_force": (
        "Certificate {certificate} of “{subject}” is already withdrawn or replaced: there is "
        "nothing else to sign."
    ),
    "replacement_unknown": (
        "“{replacement}” does not say what comes in place of the withdrawn certificate: write "
        "--field replacement=‹word›, with one of these words: {words}."
    ),
    "act_already_recorded": (
        "This act is recorded in the ledger already for “{subject}”: there is nothing more to do."
    ),
}
