namespace KnowledgeBase.Recognition.Details.Devices;

/// <summary>The system that a device runs, where its name tells: nobody who said "my iPhone" is asked which it is.</summary>
public static class DeviceSystem
{
    private static readonly (string System, string[] Names)[] Known =
    [
        ("ios", ["iPhone", "iPad", "iPod"]),
        ("android", ["Samsung", "Galaxy", "Pixel", "Moto", "Motorola", "OnePlus", "Nexus", "Xperia", "Nokia", "Huawei", "Redmi", "Xiaomi"]),
        ("mac", ["MacBook", "iMac", "Mac"]),
        ("windows", ["Surface", "ThinkPad"]),
    ];

    /// <summary>As the variants of fixes name it; null where the name tells nothing.</summary>
    public static string? Of(string? device) =>
        device is null ? null : Known.FirstOrDefault(known => known.Names.Any(name => device.StartsWith(name, StringComparison.OrdinalIgnoreCase))).System;
}
