"""Packages, drops, hosts, keys, seals, timestamps and the press, in English."""

SENTENCES: dict[str, str] = {
    "seal_source_unreadable": (
        "A file to seal cannot be read ({name}): the package is not written. Check that it is "
        "there and your rights, then start again."
    ),
    "seal_irregular_file": (
        "An item of the package is no ordinary file ({name}): the package is not written. "
        "Export again."
    ),
    "seal_source_changed": (
        "A file changed while it was being sealed ({name}): the package is not written. Find "
        "what changes it, then start again."
    ),
    "seal_target_inside": (
        "The sealed package would be written in the folder it seals ({path}): choose another place."
    ),
    "seal_not_written": (
        "The sealed package could not be written ({path}: {reason}): make room or check your "
        "rights, then start again."
    ),
    "recipients_missing": (
        "No recipient is given to encrypt the package: write its age key at the endpoint of "
        "its drop."
    ),
    "recipient_refused": (
        "“{recipient}” is no age recipient key: ask the recipient for it again and correct the "
        "endpoint of its drop."
    ),
    "identity_refused": (
        "The age private key cannot be read: check that it is the right file and that it is whole."
    ),
    "open_target_exists": (
        "The folder {path} exists already and is not empty: nothing is written to it. Choose "
        "an empty folder."
    ),
    "open_not_written": (
        "The package's content could not be written ({path}: {reason}): make room or check "
        "your rights, then try again."
    ),
    "sealed_unreadable": (
        "The sealed package cannot be opened ({path}): it is damaged, or encrypted for another "
        "key. Compare its digest, then ask for it again if need be."
    ),
    "sealed_too_large": (
        "The package exceeds what may be opened ({files} files, {bytes} bytes): nothing is "
        "kept. Check that it is the right package, or raise the limit."
    ),
    "sealed_content_refused": (
        "The package's content was not made by Relève or was changed ({defect}): nothing is "
        "kept. Ask for the package again."
    ),
    "deposit_source_unreadable": (
        "The file to deposit cannot be read ({path}): check that it is there and your rights, "
        "then start again."
    ),
    "deposit_conflict": (
        "The drop already holds another file named “{name}”: it was not touched. Ask the "
        "recipient what it is before starting again."
    ),
    "deposit_damaged": (
        "What arrived in the drop as “{name}” is not what was sent ({expected} expected, "
        "{found} found): the delivery is not done. Start again; if it happens again, tell the "
        "recipient."
    ),
    "deposit_too_large": (
        "The file “{name}” in the drop exceeds {limit} bytes: it is no integration receipt, it "
        "is not read. See with the recipient."
    ),
    "deposit_folder_missing": (
        "The drop folder {folder} does not exist: check that it is mounted, or correct the "
        "endpoint."
    ),
    "deposit_refused": (
        "The drop refused “{name}” ({reason}): check room and rights with the recipient, then "
        "start again."
    ),
    "deposit_interrupted": (
        "Sending “{name}” to {address} was interrupted: start again, it goes on from where it "
        "stopped."
    ),
    "deposit_name_refused": (
        "“{name}” cannot name a deposited file: nothing is sent. This is a defect of Relève; "
        "report it with this line."
    ),
    "endpoint_url_refused": (
        "The address of the endpoint “{endpoint}” is no plain http or https address without "
        "password: correct it."
    ),
    "key_unreadable": (
        "The key {path} cannot be read: wrong file, damaged file or missing passphrase. Check "
        "it, or give another."
    ),
    "key_unsupported": (
        "A key of type “{type}” is not allowed: it takes an Ed25519 key, or ECDSA P-256 for a "
        "person."
    ),
    "key_folder_not_private": (
        "The key folder {path} is open to others: close it (chmod 700), then start again."
    ),
    "key_file_exists": (
        "The key {path} exists already: it is not replaced. Use it, or choose another name."
    ),
    "key_file_missing": (
        "The key {path} does not exist: check the path, or restore it from its backup."
    ),
    "key_file_not_private": (
        "The key {path} can be read by others: consider it disclosed or close it (chmod 600), "
        "then start again."
    ),
    "host_key_unreadable": (
        "The host key written for {address} is no SSH key: copy it again from the host, on site."
    ),
    "host_key_refused": (
        "The host {address}:{port} does not show the listed key ({expected} expected, {found} "
        "found): it may not be the right one. Nothing was done; call its operator first."
    ),
    "host_refuses_key": (
        "The host {address}:{port} refuses our key ({key}) for “{user}”: nothing was done. Ask "
        "its operator to list it."
    ),
    "host_unreachable": (
        "The host {address}:{port} does not answer ({reason}): nothing was begun. Check the "
        "network, then start again."
    ),
    "host_connection_lost": (
        "The connection to the host {address} was lost during the operation: its state is not "
        "known. Start again, it is looked at first."
    ),
    "client_key_missing": (
        "Our key to the hosts is not there: {path}. Restore it, or correct the endpoint."
    ),
    "client_key_not_private": (
        "Our key to the hosts can be read by others ({path}): close it (chmod 600), then start "
        "again."
    ),
    "client_key_unreadable": (
        "Our key to the hosts cannot be read ({path}): check that it is a whole SSH key "
        "without passphrase."
    ),
    "access_still_open": (
        "Our access to the host {address} is removed from the file, but it still lets us in: "
        "ask its operator by what other way, and have it closed."
    ),
    "access_file_refused": (
        "The access file of the host {address} cannot be read or written: our access is still "
        "there. Ask its operator to remove it."
    ),
    "access_line_missing": (
        "The host {address} lets us in although our key is not in its access file: ask its "
        "operator by what way, and have it closed."
    ),
    "unit_unknown": (
        "The system service “{unit}” does not exist on the host {address}: nothing was done. "
        "Correct its name or the host in the plan."
    ),
    "unit_name_refused": (
        "“{unit}” is no name of a system service: correct it in the plan (for instance "
        "visio.service)."
    ),
    "unit_still_active": (
        "The system service “{unit}” still runs after the stop order (code {return_code}): the "
        "stop is not done. Look at it on the host, then start “releve run” again."
    ),
    "unit_still_enabled": (
        "The system service “{unit}” is stopped, but would start again with the host (code "
        "{return_code}): the stop is not secured. Look at it on the host, then start “releve "
        "run” again."
    ),
    "unit_not_active": (
        "The system service “{unit}” did not start (code {return_code}): read its log on the "
        "host, then start “releve rollback” again."
    ),
    "unit_not_enabled": (
        "The system service “{unit}” would not start again with the host (code {return_code}): "
        "look at it on the host, then start “releve rollback” again."
    ),
    "unit_command_failed": (
        "The command “{verb}” on the system service “{unit}” failed (code {return_code}): look "
        "at it on the host, then start again."
    ),
    "timestamp_url_refused": (
        "The address of the timestamp authority ({url}) is no plain http or https address without "
        "a password: correct “timestamp” in workspace.json."
    ),
    "timestamp_authorities_unreadable": (
        "The certificates under which timestamps of {url} are accepted cannot be read: give "
        "“timestamp.authorities” a PEM file, in workspace.json."
    ),
    "timestamp_unreachable": (
        "The timestamp authority {url} does not answer ({reason}): nothing is lost. Start again "
        "once it answers; for documents issued meanwhile: “releve evidence stamp”."
    ),
    "timestamp_refused": (
        "The timestamp authority {url} refuses the request ({status}): check the address and the "
        "subscription with it."
    ),
    "timestamp_malformed": (
        "What {url} answers is not the timestamp that was asked for ({defect}): it is not kept. "
        "Check the address; if it is right, tell the timestamp authority."
    ),
    "timestamp_of_another_digest": (
        "The timestamp given by {url} is about other data than ours: it is not kept. Tell the "
        "timestamp authority."
    ),
    "timestamp_untrusted": (
        "The timestamp given by {url} is not signed under an accepted authority ({cause}): it is "
        "not kept. Check “timestamp.authorities” in workspace.json, then with the authority."
    ),
    "seal_key_unsupported": (
        "The seal {path} has a key of a type that is not accepted ({type}): an RSA key of at "
        "least 2048 bits, or an ECDSA key, is needed. Ask for another seal."
    ),
    "seal_certificate_missing": (
        "The file {path} does not hold the certificate that goes with its key: export the seal "
        "again, with its chain of certificates."
    ),
    "seal_expired": (
        "The seal's certificate is valid from {begins} to {ends}: nothing is sealed with it. "
        "Check this machine's clock, or renew the seal."
    ),
    "seal_refused": (
        "The document could not be sealed ({defect}): it is not issued. This is a defect of "
        "Relève; report it with this line."
    ),
}
