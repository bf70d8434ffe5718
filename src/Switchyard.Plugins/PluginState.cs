namespace Switchyard.Plugins;

/// <summary>How a plugin stands.</summary>
public enum PluginState
{
    /// <summary>It serves.</summary>
    Loaded,

    /// <summary>It takes no new calls and waits for the last ones to end.</summary>
    Draining,

    /// <summary>It is gone from memory.</summary>
    Unloaded,

    /// <summary>It could not be loaded; <see cref="PluginInfo.Reason"/> says why. An older version may serve on.</summary>
    Refused,

    /// <summary>It no longer serves, but something keeps it in memory; <see cref="PluginInfo.Reason"/> names the suspect. It is not loaded again.</summary>
    Quarantined,

    /// <summary>It no longer serves and is not collectible: its code stays in memory until the process ends.</summary>
    Stopped,
}
