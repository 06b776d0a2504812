namespace Bot.Storage;

/// <summary>The database cannot take or give anything right now: disk full, locked, gone. Nothing was acknowledged; the caller may try again.</summary>
internal sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The database or its key ring does not fit this program, and going on would do harm. The message tells the operator what to do.</summary>
internal sealed class StorageRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A sealed field does not open: it was changed outside, moved to another row, or its key was erased.</summary>
internal sealed class SealBrokenException(string message, Exception? inner = null) : Exception(message, inner);
