// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.winekey.oauth.core.seam.StoreIo.Protection;

/** What a new file or folder needs at the moment of its creation so that nobody but the owner can open it. */
final class OwnerOnly {

    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private OwnerOnly() {}

    static FileAttribute<?>[] file(Path file) throws IOException {
        return attributes(file, "rw-------");
    }

    static FileAttribute<?>[] folder(Path folder) throws IOException {
        return attributes(folder, "rwx------");
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) throws IOException {
        var views = path.getFileSystem().supportedFileAttributeViews();
        if (views.contains("posix")) {
            return new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
            };
        }
        return views.contains("acl") ? new FileAttribute<?>[] {accessList(path)} : new FileAttribute<?>[0];
    }

    private static FileAttribute<List<AclEntry>> accessList(Path path) throws IOException {
        var owner = path.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
        var entries = List.of(AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(owner)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .build());
        return new FileAttribute<>() {
            @Override
            public String name() {
                return "acl:acl";
            }

            @Override
            public List<AclEntry> value() {
                return entries;
            }
        };
    }

    /** The plain files in a folder. One look at each tells kind and permissions, so that a large folder opens fast. */
    static SortedMap<Path, Protection> files(Path folder) throws IOException {
        var views = folder.getFileSystem().supportedFileAttributeViews();
        Class<? extends BasicFileAttributes> type =
                views.contains("posix") ? PosixFileAttributes.class : BasicFileAttributes.class;
        var found = new TreeMap<Path, Protection>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var attributes = Files.readAttributes(file, type, NOFOLLOW_LINKS);
                if (attributes.isRegularFile()) {
                    found.put(file, attributes instanceof PosixFileAttributes posix ? of(posix) : of(file));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private static Protection of(PosixFileAttributes attributes) {
        return protection(OWNER.containsAll(attributes.permissions()));
    }

    static Protection of(Path path) throws IOException {
        var posix = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (posix != null) {
            return of(posix.readAttributes());
        }
        var acl = Files.getFileAttributeView(path, AclFileAttributeView.class);
        if (acl == null) {
            return Protection.UNSUPPORTED;
        }
        var owner = acl.getOwner();
        return protection(acl.getAcl().stream()
                .filter(entry -> entry.type() == AclEntryType.ALLOW)
                .allMatch(entry -> entry.principal().equals(owner)));
    }

    private static Protection protection(boolean ownerOnly) {
        return ownerOnly ? Protection.OWNER_ONLY : Protection.OTHERS_TOO;
    }
}
