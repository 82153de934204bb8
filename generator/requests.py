"""Writes the modules of request types with datamodel-code-generator: a TypedDict for each schema of a request."""

import json
import warnings

from datamodel_code_generator import InputFileType, generate
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import DatetimeClassType, PythonVersion
from datamodel_code_generator.parser import LiteralType

from generator.document import Object, rename_schemas, schemas
from generator.emit import Modules
from generator.errors import GeneratorError
from generator.layout import homes
from generator.parse import HINT


def emit_requests(document: Object, banner: str) -> Modules:
    """Return the source of each module of request types, by its path in the package.

    *document* is the requests' direction of a normalised document; it is changed.

    Raises:
        GeneratorError: the tool failed, or warned of something.
    """
    # The tool makes a module of what a name has before its dot.
    rename_schemas(document, {name: f"{module}.{name}" for name, module in homes(document).items()})
    named = {name: schema for name, schema in schemas(document).items() if "." in name}
    if not named:
        return {}
    source = {"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": {}, "components": {"schemas": named}}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            written = generate(
                json.dumps(source),
                input_file_type=InputFileType.OpenAPI,
                output_model_type=DataModelType.TypingTypedDict,
                target_python_version=PythonVersion.PY_311,
                enum_field_as_literal=LiteralType.All,
                output_datetime_class=DatetimeClassType.Datetime,
                use_standard_collections=True,
                use_standard_primitive_types=True,
                use_union_operator=True,
                use_closed_typed_dict=False,
                use_exact_imports=True,
                use_schema_description=True,
                use_field_description=True,
                use_attribute_docstrings=True,
                use_single_line_docstring=True,
                disable_appending_item_suffix=True,
                custom_file_header=f'{banner}\n"""What the API is asked: dicts, as JSON has them."""',
                formatters=[],
            )
        except Exception as error:
            raise GeneratorError(f"datamodel-code-generator failed: {error}", HINT) from error
    if not isinstance(written, dict):
        raise GeneratorError("datamodel-code-generator wrote one module where several were asked for", HINT)
    return {f"requests/{'/'.join(path)}": text for path, text in written.items() if path != ("__init__.py",)}
