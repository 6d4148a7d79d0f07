"""Speech: the spoken form of sentences, the voices that say them, and the sound as MP3."""
