"""FHIR resources: built, checked and read back, in English."""

SENTENCES: dict[str, str] = {
    "fhir_reference_dangling": (
        "A “{entity}” record refers to a “{target}” record that is nowhere in the export: "
        "nothing is written for this pathway. Correct the reference at the source or the "
        "mapping, then start again."
    ),
    "ins_not_qualified": (
        "An INS goes with an identity that is not qualified: it cannot travel. Correct the "
        "identity's status at the source, or leave the INS out by the mapping."
    ),
    "ins_of_test_in_real": (
        "An INS of test or demonstration is in a real export: this pathway cannot be "
        "delivered. Find where it comes from, then correct it at the source."
    ),
    "fhir_identifier_twice": (
        "The successor gives back {count} resource(s) too many, under an identifier already "
        "seen: nothing is read. Have the doubles removed there, then start again."
    ),
    "fhir_schema_absent": (
        "The JSON Schema of FHIR R4 is not at {path}: no resource can be checked. Run “make "
        "tools”, then start again."
    ),
    "fhir_schema_differs": (
        "The file {path} is not the schema of FHIR R4 that is pinned by its digest: nothing "
        "is checked with it. Run “make tools” to fetch it again, then start again."
    ),
    "fhir_id_twice": (
        "Two resources of one set have the same technical id: one would overwrite the other. "
        "Tell Relève's maintainer."
    ),
    "fhir_null": "A resource holds a null, which FHIR forbids. Remove the member.",
    "fhir_blank": (
        "A text of a resource holds nothing but white space, which FHIR forbids. Correct it "
        "at the source."
    ),
    "fhir_empty": (
        "A list or an object of a resource is empty, which FHIR forbids. Remove the member."
    ),
    "fhir_date_impossible": "A date is in no calendar. Correct it at the source.",
    "fhir_period_reversed": ("A period ends before it starts. Correct its dates at the source."),
    "fhir_reference_type": (
        "A reference leads to a type of resource that FHIR does not admit there. Correct the "
        "reference."
    ),
    "fhir_code_unknown": (
        "A code is not in the list that FHIR requires there. Correct the transcoding table."
    ),
    "fhir_check_digit": (
        "The key of a national identifier is not what its digits call for. It is a warning: "
        "count it, and have the identifier verified at the source."
    ),
    "fhir_extension_wrong": (
        "An extension has no address, or has not exactly one value or extensions. Correct "
        "what writes it."
    ),
    "fhir_member_missing": (
        "An element that FHIR requires is missing from a resource. Fill it in, or say why it "
        "is absent."
    ),
    "fhir_member_unknown": (
        "A resource has an element that FHIR R4 does not know. Remove it or correct its name."
    ),
    "fhir_type_wrong": (
        "A value is not of the type that FHIR expects there. Correct what writes it."
    ),
    "fhir_form_wrong": (
        "A value has not the form that FHIR requires there. Correct it at the source or in "
        "the mapping."
    ),
    "fhir_structure_wrong": (
        "A resource has not the structure that FHIR R4 publishes. Correct what writes it."
    ),
    "fhir_type_unknown": (
        "A resource has no type, or one that FHIR R4 has not. Correct what writes it."
    ),
    "fhir_attachment_data": (
        "The bytes of an attachment are not in base64. Correct what writes it."
    ),
    "fhir_attachment_type": (
        "An attachment has bytes and does not say their type. Fill in the type."
    ),
    "fhir_attachment_size": (
        "The size told of an attachment is not that of its bytes. Take the piece again from "
        "the source."
    ),
    "fhir_attachment_hash": (
        "The hash of an attachment is not that of its bytes. Take the piece again from the source."
    ),
}
