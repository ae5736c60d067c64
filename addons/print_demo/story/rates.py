"""What work costs: euro, without VAT, for one unit of the process."""

# Plates that this shop keeps; the other sizes of the form are switched off.
PLATE_FORMATS = ["1030x790", "745x605", "650x550", "525x459", "510x400", "other"]

# Order type -> field of its form -> choice -> rate. None: one rate for all the work.
# What is missing is priced by a person: other plate sizes. So are design and prepress,
# whose rate is that of an hour.
RATES = {
    "ctp_plates": {
        "plate_format": {
            "1030x790": 11.90,
            "745x605": 7.60,
            "650x550": 6.40,
            "525x459": 5.20,
            "510x400": 4.80,
        },
    },
    "wide_format": {
        "media": {
            "frontlit_340": 5.40,
            "frontlit_440": 6.20,
            "frontlit_510": 7.30,
            "frontlit_550": 8.10,
            "backlit_510": 9.20,
            "backlit_610": 10.40,
            "mesh_270": 7.80,
            "mesh_370": 8.90,
            "blockout_550": 11.60,
            "blockout_610": 12.90,
            "vinyl_mono_gloss": 9.50,
            "vinyl_mono_matt": 9.50,
            "vinyl_poly": 13.80,
            "vinyl_cast": 22.50,
            "vinyl_clear": 11.20,
            "one_way": 15.40,
            "floor": 24.80,
            "static": 16.20,
            "magnetic": 38.00,
            "blueback_115": 4.60,
            "blueback_120": 4.90,
            "citylight_150": 7.20,
            "photo_150": 9.90,
            "photo_200": 12.40,
            "backlit_film": 18.60,
            "canvas_340": 21.00,
            "rollup": 17.50,
            "flag_110": 14.20,
            "textile_220": 16.80,
            "board": 27.00,
        },
    },
    "film_output": {None: 6.90},
    "analogue_proof": {None: 24.00},
    "digital_proof": {None: 9.80},
    "scanning": {None: 3.50},
    "press_printing": {None: 0.42},
    "design": {None: 28.00},
    "prepress": {None: 24.00},
}
