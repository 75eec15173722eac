"""The dyes of the pictures: three tones a surface (light, main, deep) and four of what is inside."""

PALE = "#f6e3b4"
DARK = 0.16

GROUNDS = {
    "kuliner": ("#efe9de", "#e3d9c8", "#d6c9b4"),
    "kriya": ("#e6eae8", "#d5dcda", "#c3cdcb"),
    "herbal": ("#e9ebdc", "#dadec6", "#c9cfb2"),
}

DYES = {
    "merah": ("#b23038", "#98212b", "#5f0f1a"),
    "nila": ("#3f5878", "#24395a", "#121f35"),
    "kunyit": ("#f2cb66", "#dfa32f", "#a06a0d"),
    "daun": ("#6f945c", "#47693d", "#263f22"),
    "sungai": ("#3f7168", "#1f4d46", "#0f2b27"),
    "tanah": ("#a9713f", "#7d4a22", "#472609"),
    "gading": ("#eadbb9", "#d3bb8b", "#9d8253"),
    "jingga": ("#e29050", "#c66a27", "#7f3c0d"),
    "arang": ("#4d4a4a", "#2f2c2d", "#171516"),
    "manggis": ("#7c3a5e", "#562141", "#301024"),
    "langit": ("#8fb3bd", "#5d8a97", "#335863"),
    "bata": ("#c9694b", "#a3452c", "#612213"),
    "lumut": ("#a9ab62", "#7f8240", "#4d501f"),
    "mawar": ("#d98a86", "#b85e60", "#763338"),
    "pandan": ("#a6c16f", "#7b9c45", "#48641f"),
    "susu": ("#fbf6ea", "#eee3cc", "#c3b190"),
}

# What is inside a jar, a bottle or a bag: light, main, deep, dark.
FILLINGS = {
    "madu": ("#f7c251", "#d68a17", "#b96d0c", "#6a3903"),
    "madu-gelap": ("#d98a2a", "#a8560f", "#7c3a08", "#431c02"),
    "kayu-manis": ("#c4442a", "#8e2114", "#7a1a0f", "#320805"),
    "nanas": ("#fbcf4d", "#e9a41c", "#b9740c", "#8a5205"),
    "tempoyak": ("#f8e6ae", "#ecce7d", "#c59a45", "#a07a2b"),
    "sambal": ("#d9482c", "#b3261a", "#8e1a10", "#5c0d07"),
    "kelapa": ("#ffffff", "#e9eee2", "#c9d2c2", "#a7b1a0"),
    "teh": ("#d96a32", "#a8351a", "#6e1a0b", "#4e0f06"),
    "seduh": ("#e2a24c", "#b9661e", "#7a380b", "#4f2106"),
    "pisang": ("#fff0bf", "#f3cf74", "#d59c33", "#a06c14"),
    "kentang": ("#ffdca0", "#f0b45c", "#c96a25", "#8d3c10"),
    "stik": ("#f6dca0", "#e0b062", "#b57f31", "#7d5016"),
    "gula": ("#d9a766", "#b67a38", "#885018", "#5a320c"),
    "jahe": ("#e9c98c", "#d0a359", "#a67531", "#74491a"),
    "kunyit": ("#f6c948", "#e0a31c", "#b2760a", "#7a4c04"),
    "hijau": ("#8fae63", "#66873f", "#446028", "#2b4018"),
    "ceri": ("#a8543f", "#7d3226", "#541d17", "#33100d"),
    "udang": ("#f5b79a", "#e58e6c", "#bd5f40", "#85361f"),
    "ikan": ("#dcc9a8", "#b99a6d", "#8a6a42", "#553c20"),
    "salai": ("#a9713f", "#7a4a22", "#4c2b10", "#2a1506"),
    "abon": ("#e0ac68", "#bd8138", "#8f581c", "#5e350c"),
    "pempek": ("#f7efdc", "#e6d8ba", "#c3ae84", "#93794c"),
    "daging": ("#a45138", "#7a3020", "#511a10", "#2f0c06"),
    "minyak": ("#f2e6a4", "#dcc85f", "#b39c33", "#7c6a1a"),
    "kopi": ("#8a5a36", "#5c351b", "#3a2012", "#1f0f07"),
    "rempah": ("#c98f4e", "#9a5f2b", "#6e3d17", "#44220a"),
    "rotan": ("#e6c58a", "#c89c58", "#97692e", "#633f16"),
    "pandan": ("#ecd9a8", "#d3b578", "#a98748", "#7a5c2a"),
    "purun": ("#dfe0bd", "#b9bd86", "#7f8650", "#555b30"),
    "resam": ("#a06d4a", "#714326", "#4a2714", "#2b1408"),
    "rumbai": ("#eadcae", "#cfba7e", "#a08850", "#6f5c2f"),
    "lidi": ("#d9bb87", "#b08a52", "#7d5c2e", "#4f3817"),
}


def is_dark(colour: str) -> bool:
    """Whether small print in ``colour`` (#rrggbb) reads on paper: relative luminance as WCAG counts it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < DARK
