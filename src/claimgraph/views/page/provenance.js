// Stands in until the view is here.
"use strict";

registerView("provenance", { element: $("view-provenance"), render() { $("view-provenance").textContent = ""; } });
