"""Deliveries to a successor's API or staging tables, and what it does not take, in English."""

SENTENCES: dict[str, str] = {
    "delivery_content_missing": (
        "There is nothing to deliver in {path}: check that it is the package's content "
        "(data/contenu), or export again."
    ),
    "delivery_transaction_refused": (
        "The successor did not take the batch that this item belongs to: nothing of this pathway "
        "is loaded. Correct the item at fault, then deliver again."
    ),
    "delivery_entry_refused": (
        "The successor refuses this item: correct it by the code and field shown, then deliver "
        "again."
    ),
    "delivery_entry_in_error": (
        "The successor says that it took this item and reports an error with it: it counts as "
        "refused. Ask what became of it."
    ),
    "delivery_answer_short": (
        "The successor did not answer for every item of the batch: none counts as taken. Ask its "
        "publisher to correct its answers."
    ),
    "delivery_answer_malformed": (
        "The successor's answer does not say that it took this batch: it is not of the expected "
        "form. Check the address and what stands before its server, then deliver again."
    ),
    "delivery_row_refused": (
        "The successor's table refuses this row: correct it by the code and column shown, then "
        "deliver again."
    ),
    "delivery_row_changed": (
        "The successor's table does not hold this row as it was sent: the pathway was taken out "
        "again. Check its columns and triggers with its publisher."
    ),
    "delivery_name_taken": (
        "The drop already holds another file of this name: it was not touched. Ask the recipient "
        "what it is."
    ),
    "bundle_malformed": (
        "Line {line} of {file} is no FHIR transaction: it is not sent. Export again."
    ),
    "bundle_not_replayable": (
        "Line {line} of {file} would make a duplicate if it were sent twice: it is not sent. "
        "Export again."
    ),
    "fhir_address_refused": (
        "The address of the successor's server will not do ({host}): an https address is needed, "
        "without password or parameter. Correct the endpoint."
    ),
    "fhir_tls_unusable": (
        "The certificates meant to reach {host} cannot be read: check the files of the endpoint."
    ),
    "fhir_secret_missing": (
        "The secret for the successor's server is not there: {path}. Restore it, or correct the "
        "endpoint."
    ),
    "fhir_secret_not_private": (
        "The secret for the successor's server can be read by others ({path}): close it "
        "(chmod 600), then start again."
    ),
    "fhir_secret_unreadable": (
        "The secret for the successor's server cannot be read: {path}. Check your rights and the "
        "file."
    ),
    "fhir_certificate_refused": (
        "The secure connection with {host} is refused: a certificate, theirs or ours, is not "
        "recognised. Nothing was sent; check them with the successor."
    ),
    "fhir_token_refused": (
        "The successor's access server will not give us a token (answer {status}): check our "
        "name and secret with them."
    ),
    "fhir_token_malformed": (
        "The successor's access server gave no usable token: check its address with them."
    ),
    "fhir_unauthorised": (
        "The server {host} does not recognise us: check our access with the successor, then "
        "start again. What is delivered stays so."
    ),
    "fhir_forbidden": (
        "The server {host} recognises us and forbids what we ask: have the successor open the "
        "rights, then start again. What is delivered stays so."
    ),
    "fhir_unreachable": (
        "The server {host} does not answer ({reason}): the delivery will go on from where it is. "
        "Check the network, then start again."
    ),
    "fhir_busy": (
        "The server {host} asks to wait (answer {status}): the delivery will go on from where it "
        "is. Start again later."
    ),
    "fhir_answer_too_large": (
        "The answer of {host} exceeds {limit} bytes: it is not read. Check the address with the "
        "successor."
    ),
    "load_incomplete": (
        "The load into “{endpoint}” is not complete: of {sent} items sent, {refused} refused, and "
        "{unsent} lots not sent. Nothing is handed over. The list is in {file}: have what it names "
        "mended, then run again; nothing will be created twice."
    ),
    "load_differs": (
        "“{endpoint}” says that it took everything and does not hold it: {sent} items sent, {held} "
        "found again ({kinds}). Nothing is handed over. See with the successor what became of "
        "them, or what was there before, then run again: all is sent again, without duplicates."
    ),
    "fhir_not_r4": (
        "The server {host} does not say that it speaks FHIR R4 (version {version}): nothing was "
        "sent. Check the address with the successor."
    ),
    "fhir_capability_lacking": (
        "The server {host} does not offer what receiving this package needs ({lacking}): nothing "
        "was sent. Agree on another delivery with the successor, or have it opened."
    ),
    "fhir_canary_refused": (
        "The server {host} refuses a trial resource without data: nothing was sent. Check our "
        "right to write with the successor."
    ),
    "fhir_duplicates": (
        "The server {host} kept a trial resource sent twice {found} times: starting again would "
        "make duplicates there. Nothing was sent; its publisher must correct conditional creates."
    ),
    "server_not_atomic": (
        "The server {host} kept {present} item(s) out of {entries} of a batch that it refused: "
        "the delivery is stopped, since pathways would be incomplete there. Its publisher must "
        "correct transactions; have what stayed removed."
    ),
    "server_atomicity_unproven": (
        "The server {host} accepted a trial batch that it had to refuse: nothing shows that it "
        "takes a batch whole or not at all. Nothing was sent; see its publisher."
    ),
    "fhir_search_refused": (
        "The successor's server does not answer a search of {kind} (answer {status}): what it "
        "holds cannot be checked. See its publisher."
    ),
    "fhir_search_ignored": (
        "The successor's server does not search {kind} by what we ask: its counts would mean "
        "nothing. See its publisher."
    ),
    "fhir_pages_malformed": (
        "The pages of {kind} that the successor's server gives go in circles or lead elsewhere: "
        "they are not followed. See its publisher."
    ),
    "fhir_pages_incomplete": (
        "The successor's server announces {expected} {kind} and gave {found}: wait until nobody "
        "writes there, then start again."
    ),
    "staging_dialect_unsupported": (
        "Staging tables are delivered to PostgreSQL only ({dialect} is asked): agree with the "
        "successor on a PostgreSQL database, or on another delivery."
    ),
    "staging_unreachable": (
        "The successor's staging database does not answer (state {sqlstate}): the delivery will "
        "go on from where it is. Check the network, then start again."
    ),
    "staging_refused": (
        "The successor's staging database refuses what we ask (state {sqlstate}): check our "
        "rights and the room left with them. What is delivered stays so."
    ),
    "staging_table_differs": (
        "Column {column} of table {table} is not the one agreed on: nothing was loaded. Have the "
        "successor correct it, or give us an empty schema."
    ),
}
